using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What a new quote and a changed one share: the form that adds up, and takes lines from a spreadsheet.</summary>
public abstract class QuoteFormController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    /// <summary>What can't be read in a line's field names its line, as everything else that is said of lines does.</summary>
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        base.OnActionExecuting(context);
        var faults = ModelState.FindKeysWithPrefix(nameof(QuoteForm.Lines)).Where(entry => entry.Value.Errors.Count > 0 && entry.Key.Contains('[', StringComparison.Ordinal));
        foreach (var (at, errors) in faults.Select(entry => (LineOf(entry.Key), entry.Value.Errors)))
        {
            var told = errors.Select(error => Words.Of(new Refusal("QuoteLineFault", at + 1, error.ErrorMessage))).ToList();
            errors.Clear();
            told.ForEach(errors.Add);
        }
    }

    /// <summary>Null too for whom amounts are hidden from: the form is full of them.</summary>
    protected async Task<Opportunity?> OpportunityAsync(long id, CancellationToken cancel) => !Viewer.Sees(SensitiveField.Amount) ? null
        : await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).Include(row => row.Customer).Include(row => row.Members).AsSplitQuery()
            .SingleOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>The form again: added up, with what was pasted, or with what is wrong.</summary>
    protected async Task<IActionResult> AgainAsync(string view, Opportunity opportunity, Quote? quote, QuoteForm form, QuoteAct act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        var paste = act == QuoteAct.Paste ? PasteOf(form) : null;
        var pricing = await PricingAsync(opportunity, form, paste, cancel);
        if (act == QuoteAct.Judge)
        {
            Read(form, quote, pricing);
            return PartialView("_Typed", Page(opportunity, quote, form, pricing));
        }

        if (act != QuoteAct.Save && ModelState.Where(entry => entry.Key != nameof(QuoteForm.ValidUntil)).All(entry => entry.Value?.Errors.Count is null or 0))
        {
            ModelState.Clear();
            Fill(form, quote, pricing);
        }

        if (paste is not null)
        {
            Take(form, quote, paste, pricing);
        }

        Response.StatusCode = ModelState.ErrorCount > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return View(view, Page(opportunity, quote, form.Padded(keepsPlaces: ModelState.ErrorCount > 0), pricing));
    }

    /// <summary>What lies in the box when somebody saves becomes lines too; while a row of it can't be read, nothing is saved.</summary>
    private async Task TakePastedAsync(Opportunity opportunity, Quote? quote, QuoteForm form, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (string.IsNullOrWhiteSpace(form.Pasted) || ModelState.GetFieldValidationState(nameof(QuoteForm.Pasted)) == ModelValidationState.Invalid)
        {
            return;
        }

        var paste = PasteOf(form);
        var pricing = await PricingAsync(opportunity, form, paste, cancel);
        if (ModelState.IsValid)
        {
            ModelState.Clear();
        }

        Take(form, quote, paste, pricing);
    }

    private QuotePaste PasteOf(QuoteForm form) => QuotePaste.Read(form.Pasted, Db.Company.Settings.Currency, QuotePasteNames.All(Words), QuotePasteNames.Sums(Words));

    protected QuoteFormPage Page(Opportunity opportunity, Quote? quote, QuoteForm form, QuotePricing pricing)
    {
        ArgumentNullException.ThrowIfNull(form);
        ViewData["ValidityOver"] = form.ValidUntil < Today ? Words["Quotes.ValidityOver", form.ValidUntil] : null;
        return new(opportunity, quote, form, pricing, QuoteFormPage.Add(form, quote, pricing), Db.Company.Facts.Quotes, Viewer.Sees(SensitiveField.Margin));
    }

    /// <summary>Said beside the day, before anything is saved.</summary>
    protected void CheckValidity(QuoteForm form, Quote? quote)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (Quote.CanBeValidUntil(form.ValidUntil, quote?.Current.ValidUntil, Today) is { } refusal)
        {
            ModelState.AddModelError(nameof(form.ValidUntil), Words.Of(refusal));
        }
    }

    /// <summary>Null where something typed can't be: then each fault is said at its field.</summary>
    protected async Task<QuoteFacts?> FactsAsync(Opportunity opportunity, Quote? quote, QuoteForm form, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        await TakePastedAsync(opportunity, quote, form, cancel);
        var lines = Read(form, quote, await PricingAsync(opportunity, form, null, cancel));
        return ModelState.IsValid ? new QuoteFacts(form.ValidUntil, form.Terms, lines) : null;
    }

    /// <summary>The lines that can be; what of the others can't, or is left out, is said of its field, unless that says already that it can't be read.</summary>
    private List<QuoteLineTerms> Read(QuoteForm form, Quote? quote, QuotePricing pricing)
    {
        var lines = new List<QuoteLineTerms>();
        foreach (var (line, at) in form.Lines.Select((line, at) => (line, at)).Where(pair => !pair.line.IsEmpty))
        {
            var (terms, faults) = pricing.Read(line, quote?.Current.Lines.FirstOrDefault(row => row.Key == line.Key));
            var isTaxLeftOut = terms.ProductId is null && line.TaxRate is null && !pricing.IsUnknown(line.ProductCode);
            foreach (var fault in isTaxLeftOut ? faults.Append(new Refusal("QuoteLineNeedsTaxRate")) : faults)
            {
                var field = $"{nameof(QuoteForm.Lines)}[{at}].{FieldOf(fault)}";
                if (ModelState.GetFieldValidationState(field) != ModelValidationState.Invalid)
                {
                    ModelState.AddModelError(field, Words.Of(new Refusal("QuoteLineFault", at + 1, fault)));
                }
            }

            lines.Add(terms);
        }

        return lines;
    }

    private static int LineOf(string key) => int.Parse(key[(key.IndexOf('[', StringComparison.Ordinal) + 1)..key.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture);

    /// <summary>Where a line says what is refused of it.</summary>
    private static string FieldOf(Refusal refusal) => refusal.Code switch
    {
        "DiscountTooHigh" => nameof(QuoteLineForm.Discount),
        "TaxRateTooHigh" or "QuoteLineNeedsTaxRate" => nameof(QuoteLineForm.TaxRate),
        "LineQuantity" => nameof(QuoteLineForm.Quantity),
        "PriceBelowZero" or "PriceTooHigh" or "QuoteLineNeedsPrice" => nameof(QuoteLineForm.UnitPrice),
        "QuoteLineNeedsName" => nameof(QuoteLineForm.Text),
        _ => nameof(QuoteLineForm.ProductCode),
    };

    protected Task<QuotePricing> PricingAsync(Opportunity opportunity, QuoteForm form, QuotePaste? paste, CancellationToken cancel) => QuotePricing.ReadAsync(
        Db, Viewer, opportunity, form.Lines.Select(line => line.ProductCode).Concat(paste?.Lines.Select(line => line.Product) ?? []).Concat(paste?.Faults.Select(fault => fault.Product) ?? []), Today, cancel);

    /// <summary>What was left out is said as it will be saved, so that it can be changed; the tax of what is in no catalogue has to be said.</summary>
    private static void Fill(QuoteForm form, Quote? quote, QuotePricing pricing)
    {
        foreach (var (line, terms) in form.Lines.Zip(QuoteFormPage.Add(form, quote, pricing)))
        {
            if (terms is not null)
            {
                (line.Quantity, line.UnitPrice, line.Discount, line.UnitCost) = (terms.Quantity, terms.UnitPrice, terms.Discount, terms.UnitCost);
                line.TaxRate = terms.ProductId is null ? line.TaxRate : terms.TaxRate;
            }
        }
    }

    /// <summary>What can be read becomes lines; what can't stays in the box, with the reason.</summary>
    private void Take(QuoteForm form, Quote? quote, QuotePaste paste, QuotePricing pricing)
    {
        var good = new List<QuoteLineForm>();
        var bad = paste.Faults.Select(fault => pricing.IsUnknown(fault.Product) ? fault with { Refusals = [.. fault.Refusals, new Refusal("ProductNotThere", fault.Product)] } : fault).ToList();
        var rows = SheetRows.Of(form.Pasted);
        ModelState.Remove(nameof(QuoteForm.Pasted));
        foreach (var line in paste.Lines)
        {
            try
            {
                var typed = QuoteLineForm.Of(line);
                typed.Text = pricing.BesideName(typed);
                pricing.Terms(typed, null);
                good.Add(typed);
            }
            catch (RuleBroken broken)
            {
                bad.Add(new(line.Row, rows[line.Row - 1].Text, [broken.Refusal]));
            }
        }

        // What is wrong in a line is known by its place.
        form.Lines = [.. form.Lines.Where(line => !ModelState.IsValid || !line.IsEmpty), .. good];
        form.Pasted = bad.Count == 0 ? null : string.Join('\n', bad.OrderBy(fault => fault.Row).Select(fault => fault.Line));
        Fill(form, quote, pricing);
        ViewData["Taken"] = Words["Quotes.Taken", good.Count, paste.Parts, bad.Count];
        // What keeps several lines from being read is said once.
        foreach (var fault in bad.OrderBy(fault => fault.Row).DistinctBy(fault => fault.Refusals, ReferenceEqualityComparer.Instance))
        {
            ModelState.AddModelError(nameof(QuoteForm.Pasted), Words["Quotes.PasteRow", fault.Row, string.Join(' ', fault.Refusals.Select(Words.Of))]);
        }
    }
}
