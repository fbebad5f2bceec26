using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>Care: until when somebody has to speak with a key contact.</content>
public sealed partial class Contact
{
    /// <summary>The customer's, which tells the cycle.</summary>
    public string Category { get; private set; } = CategoryScheme.General;

    /// <summary>The end of the cycle, kept with every change; null for whom no cycle holds.</summary>
    public DateOnly? CareDueOn { get; private set; }

    /// <param name="category">The customer's, where it was not loaded with its contacts.</param>
    /// <param name="isCaredFor">Whether the customer is, see <see cref="Customer.IsCaredFor"/>.</param>
    public void ExpectCare(CategoryScheme scheme, CompanyTime time, string? category = null, bool isCaredFor = true)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        Category = category ?? Category;
        CareDueOn = isCaredFor && IsKey && ArchivedAt is null ? CareCycle.EndOf(LastTouchAt, CreatedAt, scheme.Of(Category).KeyContactDays, time) : null;
    }
}
