namespace SiCrm.Domain.Shared;

/// <summary>What two spellings of one name have in common: the keys that duplicates are found by (product text, section 3).</summary>
public static class NameKey
{
    /// <summary>The longest key: compatibility forms can make a name longer than it was written.</summary>
    public const int Length = 200;

    private static readonly string[] ChineseSuffixes =
        ["股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "总公司", "分公司", "公司", "集团"];

    private static readonly HashSet<string> LatinSuffixes =
        ["co", "ltd", "limited", "inc", "incorporated", "corp", "corporation", "company", "llc", "plc", "gmbh", "ag", "kg",
         "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "oy", "ab", "pte", "group", "holding", "holdings", "pty", "the",
         "coltd"];

    private static readonly HashSet<string> PublicMailDomains =
        ["qq.com", "163.com", "126.com", "sina.com", "sina.cn", "sohu.com", "foxmail.com", "139.com", "189.cn", "yeah.net",
         "gmail.com", "hotmail.com", "outlook.com", "live.com", "yahoo.com", "icloud.com", "aliyun.com"];

    /// <summary>A company's name without legal form, space, punctuation, case and width; empty when nothing is left.</summary>
    public static string OfCompany(string? name)
    {
        var words = Words(name).Where(word => !LatinSuffixes.Contains(word)).ToList();
        return PlainText.Cut(WithoutForm(string.Concat(words.Count > 0 ? words : Words(name))), Length);
    }

    /// <summary>The digits that tell numbers apart: without +86 / 0086, leading zero and extension; empty under 7 digits.</summary>
    public static string OfPhone(string? phone)
    {
        var text = PlainText.Folded(phone);
        var extension = text.IndexOfAny(['x', '转', '#']);
        var digits = string.Concat((extension > 6 ? text[..extension] : text).Where(char.IsAsciiDigit));
        digits = digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..]
            : digits.StartsWith("86", StringComparison.Ordinal) && digits.Length > 10 ? digits[2..] : digits;
        digits = digits.TrimStart('0');
        return digits.Length < 7 ? "" : digits[^Math.Min(digits.Length, 15)..];
    }

    /// <summary>The domain of a mail address, lower-case; empty for none and for the public mail providers.</summary>
    public static string OfMailDomain(string? email)
    {
        var at = (email ?? "").LastIndexOf('@');
        var domain = at < 0 ? "" : PlainText.Folded((email ?? "")[(at + 1)..]).Trim();
        return PublicMailDomains.Contains(domain) ? "" : PlainText.Cut(domain, Length);
    }

    /// <summary>The host of a website without <c>www</c>, lower-case; empty for what is no address.</summary>
    public static string OfWebDomain(string? website)
    {
        var text = PlainText.Folded(website).Trim();
        text = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        var host = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Contains('.', StringComparison.Ordinal) ? address.IdnHost : "";
        return PlainText.Cut(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host, Length);
    }

    private static string WithoutForm(string key)
    {
        foreach (var suffix in ChineseSuffixes)
        {
            if (key.Length > suffix.Length + 1 && key.EndsWith(suffix, StringComparison.Ordinal))
            {
                return key[..^suffix.Length];
            }
        }

        return key;
    }

    private static IEnumerable<string> Words(string? name)
    {
        // A dot or an apostrophe joins: S.A. is SA, McDonald's is McDonalds.
        var plain = PlainText.Folded(name).Where(c => c is not ('.' or '\'' or '’'));
        return string.Concat(plain.Select(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
