using System.Globalization;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.HandOvers;

internal static class HandOverSpeech
{
    public static string Name(this Words words, CustomerCategory category) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? category.Chinese : category.English;

    /// <summary>What a line of the proof counts: a record type, and its status where it has one.</summary>
    public static string Name(this Words words, HandOverSum sum) => (sum.Kind, sum.State) switch
    {
        ("Lead", var status) => $"{words["Access.RecordType.Lead"]} · {words[$"Leads.LeadStatus.{status}"]}",
        ("Customer", var status) => $"{words["Access.RecordType.Customer"]} · {words[$"HandOvers.CustomerStatus.{status}"]}",
        ("Contact", _) => words["HandOvers.Contacts"],
        ("Contract", var status) => $"{words["Access.RecordType.Contract"]} · {words[$"Contracts.ContractStatus.{status}"]}",
        ("CareTask", _) => words["HandOvers.CareTasks"],
        (_, "") => words["Access.RecordType.Opportunity"],
        (_, var stage) => $"{words["Access.RecordType.Opportunity"]} · {words[$"Opportunities.StageKind.{stage}"]}",
    };
}
