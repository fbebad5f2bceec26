namespace SiCrm.Infrastructure.Access;

/// <summary>A key of the data protection (cookies, form tokens), shared by all nodes through the database.</summary>
public sealed class ProtectionKey(string name, string xml)
{
    public long Id { get; private set; }

    public string Name { get; private set; } = name;

    public string Xml { get; private set; } = xml;
}
