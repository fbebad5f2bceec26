namespace SiCrm.Infrastructure.Leads.Forms;

/// <summary>How often something was sent to a form in a span of ten minutes: counted in the database, for every node.</summary>
public sealed class FormCount(string subject)
{
    /// <summary><c>form:3</c> or <c>form:3 1.2.3.4</c>.</summary>
    public string Subject { get; private set; } = subject;

    /// <summary>The number of the span since 1970.</summary>
    public long Span { get; private set; }

    public int Count { get; private set; }
}
