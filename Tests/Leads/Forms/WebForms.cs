using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Forms;

/// <summary>Web forms, and visitors who fill them in.</summary>
internal static class WebForms
{
    public static readonly LeadFormTerms Contact = new("Contact page", null, "Autumn fair", null, true, "https://www.example.com", null);

    public static readonly (string, string?)[] Typed = [("Lead.Company", "Nova Robotics GmbH"), ("Lead.ContactName", "Ann Lee"), ("Lead.Email", "ann@nova.example")];

    public static async Task<LeadForm> FormAsync(this World world, LeadFormTerms? terms = null)
    {
        await using var db = world.Open();
        var form = new LeadForm(terms ?? Contact, world.By(await world.PersonAsync(WorldPeople.Coordinator)));
        db.LeadForms.Add(form);
        await db.SaveChangesAsync();
        return form;
    }

    /// <summary>Opens the form, takes a person's time, and sends it.</summary>
    public static async Task<Page> FillInAsync(this World world, LeadForm form, Visitor? visitor = null, params (string, string?)[] fields)
    {
        visitor ??= world.Visit();
        var page = await visitor.GetAsync($"/forms/{form.Token}");
        world.Clock.Pass(TimeSpan.FromSeconds(20));
        return await visitor.SendAsync(page, "main form", [.. Typed.Where(field => fields.All(other => other.Item1 != field.Item1)), .. fields]);
    }
}
