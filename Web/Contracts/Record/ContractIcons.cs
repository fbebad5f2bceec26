using SiCrm.Domain.Contracts;

namespace SiCrm.Web.Contracts.Record;

public static class ContractIcons
{
    public static string Of(ContractEventKind kind) => kind switch
    {
        ContractEventKind.Signed => "file-check",
        ContractEventKind.Terminated or ContractEventKind.Discarded => "file-x",
        ContractEventKind.Started or ContractEventKind.Amended => "edit",
        ContractEventKind.MilestoneDone or ContractEventKind.Delivered or ContractEventKind.Accepted => "check",
        ContractEventKind.DeliveryTakenBack or ContractEventKind.Reopened => "arrow-back-up",
        ContractEventKind.MilestoneMoved => "calendar-time",
        ContractEventKind.Invoiced => "file-invoice",
        ContractEventKind.Received or ContractEventKind.Refunded or ContractEventKind.Unmatched => "cash",
        ContractEventKind.CostPlanned or ContractEventKind.CostBooked or ContractEventKind.CostTakenBack or ContractEventKind.FeeAgreed => "coin",
        ContractEventKind.Reminded => "bell",
        ContractEventKind.HandedOver => "headset",
        ContractEventKind.OwnerChanged or ContractEventKind.Appointed => "user-cog",
        _ => "file-text",
    };
}
