using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Imports;

namespace SiCrm.Web.Imports;

public sealed class UploadForm
{
    public ImportKind Kind { get; set; }

    [Required]
    public IFormFile? File { get; set; }
}
