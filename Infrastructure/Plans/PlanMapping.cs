using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;

namespace SiCrm.Infrastructure.Plans;

internal sealed class PlanActionMapping : IEntityTypeConfiguration<PlanAction>
{
    public void Configure(EntityTypeBuilder<PlanAction> builder)
    {
        builder.Property(action => action.Title).HasMaxLength(PlanAction.TitleLength);
        builder.Property(action => action.Note).HasMaxLength(PlanAction.NoteLength);
        builder.Property(action => action.Outcome).HasMaxLength(PlanAction.NoteLength);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(action => action.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PlanGoal>().WithMany().HasForeignKey(action => action.GoalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(action => action.People).WithOne().HasForeignKey(one => one.ActionId);
        builder.HasMany(action => action.History).WithOne().HasForeignKey(row => row.ActionId);
        builder.HasIndex(action => new { action.OpportunityId, action.State, action.DueOn });
        builder.HasIndex(action => new { action.OpportunityId, action.DueOn }, "IX_PlanActions_Open").HasFilter("\"State\" = 'Open'");
        builder.HasIndex(action => action.PromisedOn);
        builder.HasIndex(action => new { action.ClosedAt, action.OpportunityId }).HasFilter("\"State\" = 'Done'");
    }
}

internal sealed class PlanParticipantMapping : IEntityTypeConfiguration<PlanParticipant>
{
    public void Configure(EntityTypeBuilder<PlanParticipant> builder)
    {
        builder.ToTable("PlanParticipants");
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(one => new { one.ActionId, one.PersonId }).IsUnique();
        builder.HasIndex(one => new { one.PersonId, one.StartOn, one.ActionId });
        builder.HasIndex(one => new { one.PersonId, one.LoggedOn, one.LoggedMinutes }).HasFilter("\"LoggedOn\" IS NOT NULL");
    }
}

internal sealed class PlanEventMapping : IEntityTypeConfiguration<PlanEvent>
{
    public void Configure(EntityTypeBuilder<PlanEvent> builder)
    {
        builder.ToTable("PlanEvents");
        builder.Property(row => row.Words).HasMaxLength(PlanAction.NoteLength);
        builder.HasIndex(row => row.ActionId);
    }
}

internal sealed class PlanGoalMapping : IEntityTypeConfiguration<PlanGoal>
{
    public void Configure(EntityTypeBuilder<PlanGoal> builder)
    {
        builder.Property(goal => goal.Name).HasMaxLength(PlanGoal.NameLength);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(goal => goal.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(goal => new { goal.OpportunityId, goal.Id });
    }
}

internal sealed class PlanTemplateMapping : IEntityTypeConfiguration<PlanTemplate>
{
    public void Configure(EntityTypeBuilder<PlanTemplate> builder)
    {
        builder.Property(template => template.Name).HasMaxLength(PlanTemplate.NameLength);
        builder.Property(template => template.Industry).HasMaxLength(CustomerLengths.Industry);
        builder.Property(template => template.Goal).HasMaxLength(PlanGoal.NameLength);
        builder.HasOne<Stage>().WithMany().HasForeignKey(template => template.StageId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(template => template.Lines);
        builder.Property<List<TemplateLine>>("_lines").HasColumnName("Lines").HasConversion(
            lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<List<TemplateLine>>(json, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<List<TemplateLine>>((a, b) => ReferenceEquals(a, b), lines => lines.Count, lines => lines));
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.Property(feed => feed.Hash).HasMaxLength(64);
        builder.Property(feed => feed.Tail).HasMaxLength(8);
        builder.Property(feed => feed.Language).HasMaxLength(8);
        builder.HasOne<Person>().WithMany().HasForeignKey(feed => feed.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(feed => feed.Hash).IsUnique();
        builder.HasIndex(feed => feed.PersonId).HasFilter("\"RevokedAt\" IS NULL").IsUnique();
    }
}
