using System.Globalization;

namespace SiCrm.Web.Commands;

/// <summary>The words after the verb: places in order, options with a value (<c>--by owner</c>, <c>--by=owner</c>), and flags.</summary>
public sealed class Arguments
{
    private readonly List<string> _places = [];
    private readonly Dictionary<string, string> _options = [];
    private readonly HashSet<string> _flags = [];

    /// <exception cref="WrongUse">An option that the verb does not know, without its value, or given twice.</exception>
    public Arguments(IEnumerable<string> words, IReadOnlyList<string> options, IReadOnlyList<string> flags)
    {
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            Take(word, rest, options, flags);
        }
    }

    public int Count => _places.Count;

    /// <exception cref="WrongUse">An option or a flag is given that is none of these.</exception>
    public void Only(IReadOnlyCollection<string> names)
    {
        if (_options.Keys.Concat(_flags).FirstOrDefault(name => !names.Contains(name)) is { } other)
        {
            throw new WrongUse("Commands.UnknownOption", $"--{other}");
        }
    }

    public bool Has(string flag) => _flags.Contains(flag);

    public string? Option(string name) => _options.GetValueOrDefault(name);

    /// <summary>Null when the option is not given.</summary>
    /// <exception cref="WrongUse">It is no whole number, or below the least.</exception>
    public int? Number(string name, int least) => Option(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
        : throw new WrongUse("Commands.NotANumber", name, least);

    public string? PlaceOrNull(int index) => index < _places.Count ? _places[index] : null;

    /// <exception cref="WrongUse">There is no word at this place.</exception>
    public string Place(int index, string name) => PlaceOrNull(index) ?? throw new WrongUse("Commands.Missing", name);

    /// <exception cref="WrongUse">More words than the verb takes.</exception>
    public void AtMost(int count)
    {
        if (_places.Count > count)
        {
            throw new WrongUse("Commands.TooMuch", _places[count]);
        }
    }

    private void Take(string word, Queue<string> rest, IReadOnlyList<string> options, IReadOnlyList<string> flags)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length == 2)
        {
            _places.Add(word);
            return;
        }

        var (name, value) = word.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (word[2..at], word[(at + 1)..]) : (word[2..], null);
        if (value is null && flags.Contains(name))
        {
            _flags.Add(name);
            return;
        }

        if (!options.Contains(name))
        {
            throw new WrongUse("Commands.UnknownOption", word);
        }

        if (!_options.TryAdd(name, value ?? (rest.TryDequeue(out var next) ? next : throw new WrongUse("Commands.OptionNeedsValue", word))))
        {
            throw new WrongUse("Commands.OptionTwice", $"--{name}");
        }
    }
}

/// <summary>The arguments don't fit; the text names what is wrong, the usage follows it.</summary>
public sealed class WrongUse(string key, params object?[] args) : Exception(key)
{
    /// <summary>False where the text alone says what to write.</summary>
    public bool ShowsUsage { get; init; } = true;

    public string Key { get; } = key;

    public IReadOnlyList<object?> Args { get; } = args;
}

/// <summary>A verb can't do its work; the text says why and what to do next.</summary>
public sealed class CommandFailed(string key, params object?[] args) : Exception(key)
{
    public string Key { get; } = key;

    public IReadOnlyList<object?> Args { get; } = args;
}
