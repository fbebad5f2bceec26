using System.IO.Compression;
using System.Xml;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>
/// The zip around a workbook. Its directory is judged before anything is inflated, and what is inflated is counted,
/// so a bomb costs its directory and nothing more. It is read without the package library because that one inflates
/// and links all parts at once, and refuses sound workbooks for a malformed hyperlink.
/// </summary>
internal sealed class XlsxArchive : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly TableLimits _limits;
    private readonly InflatedBudget _budget;

    public XlsxArchive(Stream file, TableLimits limits)
    {
        _limits = limits;
        _budget = new InflatedBudget(limits.InflatedBytes);
        try
        {
            _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            Judge().ThrowIfRefused();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Broken();
        }
    }

    public static RuleBroken Broken() => new(new Refusal("ImportWorkbookBroken"));

    public bool Has(string path) => _zip.GetEntry(path) is not null;

    public XmlElements Open(string path)
    {
        var entry = _zip.GetEntry(path) ?? throw Broken();
        var stream = new CountedStream(entry.Open(), _budget);
        return new XmlElements(XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        }), _limits.XmlDepth);
    }

    /// <summary>The part's relationships: id → path within the archive, and type → path.</summary>
    public IReadOnlyList<XlsxRelation> RelationsOf(string part)
    {
        var folder = part.Contains('/', StringComparison.Ordinal) ? part[..(part.LastIndexOf('/') + 1)] : "";
        var path = $"{folder}_rels/{part[folder.Length..]}.rels";
        var relations = new List<XlsxRelation>();
        if (!Has(path))
        {
            return relations;
        }

        using var xml = Open(path);
        while (xml.Read())
        {
            if (xml.Starts("Relationship") && xml["TargetMode"] != "External")
            {
                relations.Add(new XlsxRelation(xml["Id"], xml["Type"], Resolve(folder, xml["Target"])));
            }
        }

        return relations;
    }

    public void Dispose() => _zip.Dispose();

    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step != ".")
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }

    private Refusal? Judge()
    {
        if (_zip.Entries.Count > _limits.ArchiveEntries)
        {
            return new Refusal("ImportWorkbookTooManyParts", _zip.Entries.Count, _limits.ArchiveEntries);
        }

        var bomb = _zip.Entries.Any(e => e.Length > _limits.RatioFrom && e.Length / Math.Max(1, e.CompressedLength) > _limits.Ratio);
        return bomb || _zip.Entries.Sum(e => (decimal)e.Length) > _limits.InflatedBytes
            ? InflatedBudget.Exceeded(_limits.InflatedBytes)
            : null;
    }
}

internal sealed record XlsxRelation(string Id, string Type, string Path)
{
    public bool Is(string kind) => Type.EndsWith("/" + kind, StringComparison.Ordinal);
}
