using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Infrastructure.Opportunities;

internal sealed class OpportunityMapping : IEntityTypeConfiguration<Opportunity>
{
    private static readonly string?[] Scopes = [null, nameof(Opportunity.OwnerId), nameof(Opportunity.TeamId), nameof(Opportunity.RegionId)];

    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.Property(opportunity => opportunity.Number).HasMaxLength(OpportunityLengths.Number);
        builder.Property(opportunity => opportunity.Name).HasMaxLength(OpportunityLengths.Name);
        builder.Property(opportunity => opportunity.Need).HasMaxLength(OpportunityLengths.Need);
        builder.Property(opportunity => opportunity.Source).HasMaxLength(OpportunityLengths.Source);
        builder.Property(opportunity => opportunity.BudgetSource).HasMaxLength(OpportunityLengths.Source);
        builder.Property(opportunity => opportunity.NextStep).HasMaxLength(OpportunityLengths.NextStep);
        builder.Property(opportunity => opportunity.CloseCompetitor).HasMaxLength(OpportunityLengths.Competitor);
        builder.Property(opportunity => opportunity.Lessons).HasMaxLength(OpportunityLengths.Lessons);
        builder.HasOne(opportunity => opportunity.Customer).WithMany().HasForeignKey(opportunity => opportunity.CustomerId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(opportunity => opportunity.Contact).WithMany().HasForeignKey(opportunity => opportunity.ContactId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Stage>().WithMany().HasForeignKey(opportunity => opportunity.StageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(opportunity => opportunity.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Team>().WithMany().HasForeignKey(opportunity => opportunity.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(opportunity => opportunity.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(opportunity => opportunity.History).WithOne().HasForeignKey(row => row.OpportunityId);
        builder.HasMany(opportunity => opportunity.Visits).WithOne().HasForeignKey(row => row.OpportunityId);
        builder.HasMany(opportunity => opportunity.Changes).WithOne().HasForeignKey(row => row.OpportunityId);
        builder.HasMany(opportunity => opportunity.Members).WithOne().HasForeignKey(row => row.OpportunityId);
        builder.HasMany(opportunity => opportunity.Competitors).WithOne().HasForeignKey(row => row.OpportunityId);
        builder.HasIndex(opportunity => opportunity.Number).IsUnique();
        builder.HasIndex(opportunity => opportunity.LeadId);
        OpportunityIndustry.Map(builder);
        // What ended in a period is added up from the index: the rows are wide, and a year has 20,000 of them.
        builder.HasIndex(
            [
                nameof(Opportunity.ClosedAt), nameof(Opportunity.State), nameof(Opportunity.Amount), nameof(Opportunity.CustomerId), OpportunityIndustry.Column, nameof(Opportunity.Id),
            ],
            "IX_Opportunities_Ended").HasFilter("\"ClosedAt\" IS NOT NULL");
        builder.HasIndex(opportunity => new { opportunity.CustomerId, opportunity.CreatedAt });
        builder.HasIndex(opportunity => opportunity.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        IndexForList(builder);
    }

    /// <summary>Every order of the list, and the board's columns, for every scope.</summary>
    private static void IndexForList(EntityTypeBuilder<Opportunity> builder)
    {
        foreach (var scope in Scopes)
        {
            Index(builder, null, scope, nameof(Opportunity.CreatedAt));
            Index(builder, null, scope, nameof(Opportunity.State), nameof(Opportunity.ExpectedOn));
            Index(builder, null, scope, nameof(Opportunity.State), nameof(Opportunity.StageSince));
            Index(builder, null, scope, nameof(Opportunity.State), nameof(Opportunity.Amount));
            Index(builder, "\"State\" = 'Open'", scope, nameof(Opportunity.StageId), nameof(Opportunity.ExpectedOn));
        }

        builder.HasIndex(opportunity => new { opportunity.OwnerId, opportunity.NextDueOn }).HasFilter("\"State\" = 'Open'");
        // The sums of the board's columns and of the home pages lie in the index itself.
        builder.HasIndex(
            opportunity => new
            {
                opportunity.StageId, opportunity.ExpectedOn, opportunity.IsHeld, opportunity.Amount, opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId,
                opportunity.State, opportunity.ArchivedAt,
            },
            "IX_Opportunities_OpenSums").HasFilter("\"State\" = 'Open' AND \"ArchivedAt\" IS NULL");
    }

    private static void Index(EntityTypeBuilder<Opportunity> builder, string? filter, params string?[] columns) =>
        builder.HasIndex([.. columns.Append(nameof(Opportunity.Id)).OfType<string>()]).HasFilter(filter);
}

internal sealed class StageMapping : IEntityTypeConfiguration<Stage>
{
    public void Configure(EntityTypeBuilder<Stage> builder)
    {
        builder.Property(stage => stage.Id).ValueGeneratedNever();
        builder.Property(stage => stage.English).HasMaxLength(Stage.NameLength);
        builder.Property(stage => stage.Chinese).HasMaxLength(Stage.NameLength);
        builder.PrimitiveCollection(stage => stage.Checklist).HasField("_checklist");
        builder.HasData(StageScheme.Seeded().Select(stage => new
        {
            stage.Id, stage.Kind, stage.Position, stage.English, stage.Chinese, stage.Probability, stage.NormDays, stage.Version,
            Checklist = (IReadOnlyList<string>)new List<string>(),
        }));
    }
}

internal sealed class OpportunityEventMapping : IEntityTypeConfiguration<OpportunityEvent>
{
    public void Configure(EntityTypeBuilder<OpportunityEvent> builder)
    {
        builder.Property(row => row.Reason).HasMaxLength(OpportunityLengths.Reason);
        builder.Property(row => row.LeftUndone).HasMaxLength(Stage.MostChecks * (Stage.CheckLength + 1));
        builder.HasIndex(row => new { row.OpportunityId, row.Seq }).IsUnique();
        builder.HasIndex(row => row.At);
        // Without what still stands so, or the database takes that for as few as end at any one instant, and reads it from here.
        builder.HasIndex(row => new { row.UntilAt, row.At }).HasFilter("\"State\" = 'Open' AND \"UntilAt\" IS NOT NULL");
        builder.HasIndex(row => row.At, "IX_OpportunityEvents_Late").HasFilter("\"RecordedAt\" > \"At\"");
        builder.HasIndex(row => row.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        builder.HasIndex(row => row.At, "IX_OpportunityEvents_HandedOver").HasFilter("\"Kind\" = 'HandedOver'");
        builder.HasIndex(row => new { row.At, row.Kind, row.OpportunityId, row.UntilAt, row.Amount }, "IX_OpportunityEvents_Won").HasFilter("\"Kind\" = 'Won'");
        builder.HasIndex(row => new { row.At, row.Kind, row.OpportunityId }, "IX_OpportunityEvents_Reopened").HasFilter("\"Kind\" = 'Reopened'");
        builder.HasIndex(row => row.At, "IX_OpportunityEvents_Held").HasFilter("\"Kind\" = 'Held'");
        // What stands open now lies in the index itself: the weekly table and the forecast begin with all of it.
        builder.HasIndex(
            row => new
            {
                row.UntilAt, row.At, row.OpportunityId, row.Seq, row.Kind, row.FromStageId, row.StageId, row.FromState, row.State, row.FromOwnerId, row.OwnerId, row.FromTeamId,
                row.TeamId, row.RegionId, row.AmountBefore, row.Amount, row.ExpectedBefore, row.ExpectedOn, row.IsHeld, row.Called,
            },
            "IX_OpportunityEvents_Standing").HasFilter("\"State\" = 'Open' AND \"UntilAt\" IS NULL");
    }
}

internal sealed class StageVisitMapping : IEntityTypeConfiguration<StageVisit>
{
    public void Configure(EntityTypeBuilder<StageVisit> builder)
    {
        builder.HasIndex(visit => new { visit.OpportunityId, visit.EnteredAt });
        builder.HasIndex(visit => new { visit.StageId, visit.EnteredAt });
        builder.HasIndex(visit => new { visit.StageId, visit.LeftAt, visit.EnteredAt, visit.OpportunityId, visit.LeftBy }, "IX_StageVisits_Funnel");
    }
}

internal sealed class OpportunityChangeMapping : IEntityTypeConfiguration<OpportunityChange>
{
    public void Configure(EntityTypeBuilder<OpportunityChange> builder)
    {
        builder.Property(row => row.Field).HasMaxLength(24);
        builder.Property(row => row.Before).HasMaxLength(OpportunityLengths.Need);
        builder.Property(row => row.After).HasMaxLength(OpportunityLengths.Need);
        builder.HasIndex(row => new { row.OpportunityId, row.At, row.Id });
    }
}

internal sealed class OpportunityMemberMapping : IEntityTypeConfiguration<OpportunityMember>
{
    public void Configure(EntityTypeBuilder<OpportunityMember> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(member => member.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(member => new { member.OpportunityId, member.PersonId }).IsUnique();
        builder.HasIndex(member => member.PersonId);
    }
}

internal sealed class OpportunityCompetitorMapping : IEntityTypeConfiguration<OpportunityCompetitor>
{
    public void Configure(EntityTypeBuilder<OpportunityCompetitor> builder)
    {
        builder.Property(row => row.Name).HasMaxLength(OpportunityLengths.Competitor);
        builder.Property(row => row.Note).HasMaxLength(OpportunityLengths.Note);
    }
}
