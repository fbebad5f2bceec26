using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Operations.Mail;

/// <summary>What a mail says, as plain sentences; whatever stands in them is text, in both forms.</summary>
/// <param name="Language">As browsers name it.</param>
/// <param name="Link">Where the mail leads; null where it only tells something.</param>
public sealed record MailLetter(string Language, string Greeting, IReadOnlyList<string> Paragraphs, string? LinkText, string? Link, string Closing)
{
    /// <summary>What is attached; null for most.</summary>
    public MailFile? File { get; init; }

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public string ToText()
    {
        IEnumerable<string?> parts = [Greeting, .. Paragraphs, Link, Closing];
        return string.Join("\r\n\r\n", parts.OfType<string>().Select(Line)) + "\r\n";
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"" + Encode(Language) + "\">\n<head><meta charset=\"utf-8\"><title>" + Encode(Greeting) + "</title></head>\n<body>\n");
        foreach (var paragraph in Paragraphs.Prepend(Greeting))
        {
            html.Append("<p>" + Encode(Line(paragraph)) + "</p>\n");
        }

        if (Link is not null)
        {
            html.Append("<p><a href=\"" + Encode(Link) + "\">" + Encode(LinkText ?? Link) + "</a></p>\n<p>" + Encode(Link) + "</p>\n");
        }

        return html.Append("<p>" + Encode(Closing) + "</p>\n</body>\n</html>\n").ToString();
    }

    internal string Write() => JsonSerializer.Serialize(this);

    internal static MailLetter Read(string json) =>
        JsonSerializer.Deserialize<MailLetter>(json) ?? throw new InvalidDataException("The mail is empty.");

    private static string Encode(string text) => Encoder.Encode(text);

    /// <summary>A name is one line, whatever somebody put in it.</summary>
    private static string Line(string text) => PlainText.Line(text) ?? "";
}

/// <summary>A file that goes with a mail, made by the program itself.</summary>
/// <param name="Type">As browsers call it.</param>
public sealed record MailFile(string Name, string Type, byte[] Content);
