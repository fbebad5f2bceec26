using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;field asp-for="Company" /&gt;</c>: the one row of every form: label, input by type, hint, error, and what a
/// screen reader needs of them. The label is <c>Feature.Field.Property</c>, the hint <c>Feature.Field.Property.Hint</c>
/// where the words have one.
/// </summary>
[HtmlTargetElement("field", Attributes = "asp-for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IHtmlGenerator html, Words words) : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    /// <summary>The choices of a select; enums bring their own.</summary>
    [HtmlAttributeName("asp-items")]
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Another input type than the property's own, for example <c>password</c>.</summary>
    public string? Type { get; set; }

    public string? Label { get; set; }

    public string? Hint { get; set; }

    public string? Autocomplete { get; set; }

    public string? Placeholder { get; set; }

    /// <summary>The id of a datalist with suggestions.</summary>
    public string? List { get; set; }

    /// <summary>More than one makes a text area.</summary>
    public int Rows { get; set; } = 1;

    public bool Autofocus { get; set; }

    /// <summary>The form asks for it here, although not everywhere.</summary>
    public bool Needed { get; set; }

    /// <summary>In one of several rows: whether it is needed depends on the row's other fields, so that none is called optional.</summary>
    public bool InRow { get; set; }

    /// <summary>When the form asks for it, said instead of "optional": it depends on what else is filled in.</summary>
    public string? NeededFor { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    private string FullName => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string Id => TagBuilder.CreateSanitizedId(FullName, "_");

    private Type ValueType => For.Metadata.UnderlyingOrModelType;

    private bool IsNeeded => Needed || For.Metadata.IsRequired;

    private bool IsCheck => ValueType == typeof(bool);

    private string? HintText => Hint
        ?? (For.Metadata.ContainerType is { } form ? words.OrNull($"{Feature.Of(form)}.Field.{For.Metadata.Name}.Hint") : null);

    private IReadOnlyList<string> Errors =>
        [.. ViewContext.ModelState.TryGetValue(FullName, out var entry) ? entry.Errors.Select(error => error.ErrorMessage) : []];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        var classes = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute("class", $"field{(IsCheck ? " form-check" : "")}{(Errors.Count > 0 ? " field-wrong" : "")} {classes}".TrimEnd());
        if (IsCheck)
        {
            output.Content.AppendHtml(Input()).AppendHtml(LabelTag("form-check-label"));
        }
        else
        {
            output.Content.AppendHtml(LabelTag("form-label")).AppendHtml(Input());
        }

        output.Content.AppendHtml(Note("form-hint", "hint", HintText));
        output.Content.AppendHtml(Note("field-error", "error", Errors.Count > 0 ? string.Join(' ', Errors) : null));
    }

    private TagBuilder LabelTag(string @class)
    {
        var label = new TagBuilder("label");
        label.AddCssClass(@class);
        label.MergeAttribute("for", Id);
        label.InnerHtml.Append(Label ?? For.Metadata.GetDisplayName());
        if (!IsCheck && !IsNeeded && !InRow)
        {
            var optional = new TagBuilder("span");
            optional.AddCssClass("optional");
            optional.InnerHtml.Append(NeededFor ?? words["Shared.Optional"]);
            label.InnerHtml.Append(" ").AppendHtml(optional);
        }

        return label;
    }

    private TagBuilder Input() => this switch
    {
        { IsCheck: true } => html.GenerateCheckBox(ViewContext, For.ModelExplorer, For.Name, For.Model as bool?, Attributes("form-check-input")),
        { Choices: { } choices } => html.GenerateSelect(
            ViewContext, For.ModelExplorer, For.Metadata.IsRequired && For.Model is not null ? null : words["Shared.Choose"], For.Name, choices,
            For.Metadata.IsEnumerableType, Attributes("form-select")),
        { Rows: > 1 } => html.GenerateTextArea(ViewContext, For.ModelExplorer, For.Name, Rows, 0, Attributes("form-control")),
        { Type: "password" } => html.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, null, Attributes("form-control")),
        _ => html.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, ShownValue, null, Attributes("form-control")),
    };

    private IEnumerable<SelectListItem>? Choices => Items ?? (ValueType.IsEnum ? words.Choices(ValueType) : null);

    private object? ShownValue => For.Model switch
    {
        Money money => Show.Money(money),
        DateOnly day => Show.Day(day),
        var other => other,
    };

    private Dictionary<string, object?> Attributes(string @class)
    {
        var attributes = new Dictionary<string, object?> { ["class"] = Errors.Count > 0 ? $"{@class} is-invalid" : @class };
        var described = string.Join(' ', new[] { HintText is null ? null : $"{Id}-hint", Errors.Count == 0 ? null : $"{Id}-error" }.OfType<string>());
        Add("aria-describedby", described.Length > 0 ? described : null);
        Add("aria-invalid", Errors.Count > 0 ? "true" : null);
        Add("aria-required", IsNeeded && !IsCheck ? "true" : null);
        Add("autofocus", Autofocus ? "autofocus" : null);
        Add("autocomplete", Autocomplete ?? (Rows > 1 || IsCheck ? null : "off"));
        Add("placeholder", Placeholder);
        Add("list", List);
        foreach (var (name, value) in Type is { } type ? [("type", type)] : IsCheck ? [] : FieldKinds.Of(For.Metadata))
        {
            Add(name, value);
        }

        return attributes;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                attributes[name] = value;
            }
        }
    }

    private TagBuilder? Note(string @class, string suffix, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var note = new TagBuilder("p");
        note.AddCssClass(@class);
        note.MergeAttribute("id", $"{Id}-{suffix}");
        note.InnerHtml.Append(text);
        return note;
    }
}
