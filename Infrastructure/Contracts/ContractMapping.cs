using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

internal sealed class ContractMapping : IEntityTypeConfiguration<Contract>
{
    private static readonly string?[] Scopes = [null, nameof(Contract.OwnerId), nameof(Contract.TeamId), nameof(Contract.RegionId)];

    private static readonly string[] Orders = [nameof(Contract.SignedOn), nameof(Contract.CreatedAt), nameof(Contract.AmountInTax), nameof(Contract.PaymentDueOn)];

    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.Property(contract => contract.Number).HasMaxLength(ContractLengths.Number);
        builder.Property(contract => contract.Name).HasMaxLength(ContractLengths.Name);
        builder.Property(contract => contract.Note).HasMaxLength(ContractLengths.Note);
        builder.Property(contract => contract.SigningReason).HasMaxLength(ContractLengths.Reason);
        builder.Property(contract => contract.ClosingReason).HasMaxLength(ContractLengths.Reason);
        builder.HasOne<Customer>().WithMany().HasForeignKey(contract => contract.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(contract => contract.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Quote>().WithMany().HasForeignKey(contract => contract.QuoteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(contract => contract.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(contract => contract.ProjectManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Team>().WithMany().HasForeignKey(contract => contract.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(contract => contract.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(contract => contract.Lines).WithOne().HasForeignKey(line => line.ContractId);
        builder.HasMany(contract => contract.Shares).WithOne().HasForeignKey(share => share.ContractId);
        builder.HasMany(contract => contract.Amendments).WithOne().HasForeignKey(amendment => amendment.ContractId);
        builder.HasMany(contract => contract.Milestones).WithOne().HasForeignKey(milestone => milestone.ContractId);
        builder.HasMany(contract => contract.Invoices).WithOne().HasForeignKey(invoice => invoice.ContractId);
        builder.HasMany(contract => contract.Costs).WithOne().HasForeignKey(cost => cost.ContractId);
        builder.HasMany(contract => contract.HandOver).WithOne().HasForeignKey(item => item.ContractId);
        builder.HasMany(contract => contract.Reminders).WithOne().HasForeignKey(reminder => reminder.ContractId);
        builder.HasMany(contract => contract.History).WithOne().HasForeignKey(row => row.ContractId);
        foreach (var derived in (string[])["Payments", "Deliveries", "Awaited", "LastReminder", "NextLevel"])
        {
            builder.Ignore(derived);
        }

        builder.HasIndex(contract => contract.Number).IsUnique();
        // Of a quote whose contract was discarded another one can be made.
        builder.HasIndex(contract => contract.QuoteId).IsUnique().HasFilter("\"Status\" <> 'Discarded'");
        // What the contracts of thousands of won projects leave lies in the index itself.
        builder.HasIndex(
            contract => new
            {
                contract.OpportunityId, contract.SignedOn, contract.Status, contract.AmountExTax, contract.AmountInTax, contract.Lapsed, contract.LineCost, contract.ActualCost,
                contract.CostAtCompletion, contract.Id,
            },
            "IX_Contracts_OfOpportunity");
        // What a customer owes is added up in the index itself: contracts are wide.
        builder.HasIndex(contract => new { contract.CustomerId, contract.SignedOn, contract.Id, contract.Invoiced, contract.Received });
        // Most have long been paid: what customers still owe is in a few.
        builder.HasIndex(contract => new { contract.CustomerId, contract.SignedOn, contract.Invoiced, contract.Received }, "IX_Contracts_Receivable").HasFilter("\"Invoiced\" <> \"Received\"");
        builder.HasIndex(contract => new { contract.ProjectManagerId, contract.SignedOn, contract.Id });
        // What somebody has in progress, and what nobody answers for, among everything that was ever closed.
        builder.HasIndex(contract => new { contract.ProjectManagerId, contract.Status, contract.SignedOn, contract.Id });
        // Drafts, whose payments nobody awaits.
        builder.HasIndex(contract => contract.Id, "IX_Contracts_Drafts").HasFilter("\"SignedOn\" IS NULL");
        // The few drafts that wait for somebody's signature.
        builder.HasIndex(contract => contract.SigningAskedAt, "IX_Contracts_SigningAsked").HasFilter("\"SigningAskedAt\" IS NOT NULL");
        // Where the contracts of a year stand, by its day.
        builder.HasIndex(contract => new { contract.SignedOn, contract.Id, contract.Number, contract.Status }, "IX_Contracts_OfDay").HasFilter("\"SignedOn\" IS NOT NULL");
        // What the whole company signed by day and region, for a fifth of the rows that its lines are.
        builder.HasIndex(contract => new { contract.SignedOn, contract.RegionId, contract.SignedInTax });
        foreach (var scope in Scopes)
        {
            foreach (var order in Orders)
            {
                builder.HasIndex([.. new[] { scope, order, "Id" }.OfType<string>()]);
            }
        }
    }
}

internal sealed class ContractLineMapping : IEntityTypeConfiguration<ContractLine>
{
    public void Configure(EntityTypeBuilder<ContractLine> builder)
    {
        builder.Ignore(line => line.Terms);
        builder.Property(line => line.Text).HasMaxLength(ContractLengths.LineText);
        builder.Property(line => line.Bundle).HasBundleConversion();
        builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.Restrict);
        // What a report of sales adds up lies in the index itself, so that a year is one walk through it.
        builder.HasIndex(
            line => new
            {
                line.SignedOn, line.RegionId, line.ProductId, line.CustomerId, line.InTax, line.ContractId, line.AmendmentId, line.OwnerId, line.TeamId,
                line.ExTax, line.Cost, line.Quantity, line.IsReduction,
            },
            "IX_ContractLines_Signed");
        // Which kinds of products a contract has is read of very many at a time.
        builder.HasIndex(line => new { line.ContractId, line.ProductId, line.Quantity, line.IsReduction }, "IX_ContractLines_Sold");
        builder.HasIndex(line => new { line.OwnerId, line.SignedOn });
        builder.HasIndex(line => new { line.TeamId, line.SignedOn });
        builder.HasIndex(
            line => new { line.RegionId, line.SignedOn, line.CustomerId, line.ContractId, line.AmendmentId, line.InTax, line.ExTax, line.Cost }, "IX_ContractLines_Region");
        builder.HasIndex(line => new { line.CustomerId, line.SignedOn, line.InTax });
        builder.HasIndex(line => new { line.CustomerId, line.ProductId, line.SignedOn });
        builder.HasIndex(
            line => new { line.ProductId, line.SignedOn, line.ContractId, line.CustomerId, line.InTax, line.ExTax, line.Cost, line.Quantity, line.IsReduction }, "IX_ContractLines_Product");
    }
}

internal sealed class AmendmentMapping : IEntityTypeConfiguration<Amendment>
{
    public void Configure(EntityTypeBuilder<Amendment> builder)
    {
        builder.ToTable("ContractAmendments");
        builder.Property(amendment => amendment.Reason).HasMaxLength(ContractLengths.Reason);
        builder.HasMany(amendment => amendment.Lines).WithOne().HasForeignKey(line => line.AmendmentId);
        builder.HasIndex(amendment => new { amendment.ContractId, amendment.Number }).IsUnique();
        builder.HasIndex(amendment => new { amendment.SignedOn, amendment.ContractId, amendment.InTax });
    }
}

internal sealed class ContractShareMapping : IEntityTypeConfiguration<ContractShare>
{
    public void Configure(EntityTypeBuilder<ContractShare> builder)
    {
        builder.ToTable("ContractShares");
        builder.HasOne<Person>().WithMany().HasForeignKey(share => share.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(share => new { share.ContractId, share.PersonId }).IsUnique();
    }
}

internal sealed class MilestoneMapping : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> builder)
    {
        builder.ToTable("ContractMilestones");
        builder.Property(milestone => milestone.Name).HasMaxLength(ContractLengths.Milestone);
        // Where a year's contracts stand is added up in the index itself.
        builder.HasIndex(
            milestone => new
            {
                milestone.ContractId, milestone.Kind, milestone.DueOn, milestone.DoneOn, milestone.Amount, milestone.Received, milestone.Lapsed, milestone.IsRetention, milestone.Id,
            },
            "IX_ContractMilestones_Standing");
        // What is open by its day, and what of it is still to be paid without reading its row.
        builder.HasIndex(milestone => new { milestone.Kind, milestone.DueOn, milestone.Id, milestone.ContractId, milestone.Amount, milestone.Received, milestone.Lapsed }, "IX_ContractMilestones_Open")
            .HasFilter("\"DoneOn\" IS NULL");
    }
}

internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("ContractInvoices");
        builder.Property(invoice => invoice.Number).HasMaxLength(ContractLengths.Reference);
        builder.Property(invoice => invoice.NumberKey).HasMaxLength(ContractLengths.Reference);
        builder.HasIndex(invoice => invoice.NumberKey).IsUnique();
        builder.HasIndex(invoice => new { invoice.IssuedOn, invoice.Amount });
    }
}

internal sealed class PaymentReminderMapping : IEntityTypeConfiguration<PaymentReminder>
{
    public void Configure(EntityTypeBuilder<PaymentReminder> builder)
    {
        builder.ToTable("ContractReminders");
        builder.Property(reminder => reminder.Note).HasMaxLength(ContractLengths.Reason);
        builder.HasOne<Contact>().WithMany().HasForeignKey(reminder => reminder.ContactId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class ContractCostMapping : IEntityTypeConfiguration<ContractCost>
{
    public void Configure(EntityTypeBuilder<ContractCost> builder)
    {
        builder.ToTable("ContractCosts");
        builder.Property(cost => cost.Note).HasMaxLength(ContractLengths.Reason);
        builder.HasOne<ContractCost>().WithMany().HasForeignKey(cost => cost.TakesBackId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(cost => cost.TakesBackId).IsUnique();
    }
}

internal sealed class HandOverItemMapping : IEntityTypeConfiguration<HandOverItem>
{
    public void Configure(EntityTypeBuilder<HandOverItem> builder)
    {
        builder.ToTable("ContractHandOverItems");
        builder.Property(item => item.Text).HasMaxLength(ContractLengths.Reason);
    }
}

internal sealed class ContractEventMapping : IEntityTypeConfiguration<ContractEvent>
{
    public void Configure(EntityTypeBuilder<ContractEvent> builder)
    {
        builder.Property(row => row.What).HasMaxLength(ContractLengths.Reason);
        builder.Property(row => row.Reason).HasMaxLength(ContractLengths.Reason);
        builder.Property(row => row.Changes).HasChangesConversion();
        builder.HasIndex(row => new { row.ContractId, row.Seq }).IsUnique();
    }
}

internal sealed class ReceiptMapping : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.Property(receipt => receipt.Reference).HasMaxLength(ContractLengths.Reference);
        builder.Property(receipt => receipt.ReferenceKey).HasMaxLength(ContractLengths.Reference);
        builder.Property(receipt => receipt.Note).HasMaxLength(ContractLengths.Reason);
        builder.HasOne<Customer>().WithMany().HasForeignKey(receipt => receipt.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(receipt => receipt.Parts).WithOne().HasForeignKey(part => part.ReceiptId);
        builder.HasMany(receipt => receipt.Offsets).WithOne().HasForeignKey(offset => offset.RefundId);
        builder.Property(receipt => receipt.VoidReason).HasMaxLength(ContractLengths.Reason);
        builder.HasOne<Person>().WithMany().HasForeignKey(receipt => receipt.VoidedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(receipt => receipt.ReferenceKey).IsUnique().HasFilter("\"VoidedAt\" IS NULL");
        builder.HasIndex(receipt => new { receipt.ReceivedOn, receipt.Id });
        builder.HasIndex(receipt => new { receipt.ReceivedOn, receipt.Id }, "IX_Receipts_Standing").HasFilter("\"VoidedAt\" IS NULL");
        // In the order in which they are listed, or a server walks all that were ever received for the few that are open.
        builder.HasIndex(receipt => new { receipt.ReceivedOn, receipt.Id }, "IX_Receipts_Open").HasFilter("\"Amount\" > \"Matched\" AND \"VoidedAt\" IS NULL");
    }
}

internal sealed class ReceiptPartMapping : IEntityTypeConfiguration<ReceiptPart>
{
    public void Configure(EntityTypeBuilder<ReceiptPart> builder)
    {
        builder.ToTable("ReceiptParts");
        builder.HasOne<Contract>().WithMany().HasForeignKey(part => part.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Milestone>().WithMany().HasForeignKey(part => part.MilestoneId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(part => new { part.ReceiptId, part.ContractId, part.Amount });
    }
}

internal sealed class ReceiptOffsetMapping : IEntityTypeConfiguration<ReceiptOffset>
{
    public void Configure(EntityTypeBuilder<ReceiptOffset> builder)
    {
        builder.ToTable("ReceiptOffsets");
        builder.Property(offset => offset.Reason).HasMaxLength(ContractLengths.Reason);
        builder.HasOne<Receipt>().WithMany().HasForeignKey(offset => offset.ReceiptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(offset => offset.ActorId).OnDelete(DeleteBehavior.Restrict);
    }
}
