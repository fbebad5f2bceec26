using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Infrastructure.Opportunities;

internal sealed class InstructionMapping : IEntityTypeConfiguration<Instruction>
{
    public void Configure(EntityTypeBuilder<Instruction> builder)
    {
        builder.Property(row => row.Text).HasMaxLength(Instruction.TextLength);
        builder.Property(row => row.Answer).HasMaxLength(Instruction.TextLength);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(row => row.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.OpportunityId, row.Id });
        builder.HasIndex(row => new { row.OpportunityId, row.DueOn }, "IX_Instructions_Open").HasFilter("\"AnsweredAt\" IS NULL");
    }
}

/// <summary>What was instructed about opportunities; whoever asks by an opportunity's id has it through its own door.</summary>
public static class Instructions
{
    private const int Most = 100;

    /// <summary>The open ones first, each half with the newest first.</summary>
    public static Task<List<Instruction>> InstructionsOfAsync(this CrmDbContext db, long opportunityId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Instructions.AsNoTracking().Where(row => row.OpportunityId == opportunityId)
            .OrderBy(row => row.AnsweredAt != null).ThenByDescending(row => row.Id).Take(Most).ToListAsync(cancel);
    }

    public static Task<Instruction?> InstructionOfAsync(this CrmDbContext db, long opportunityId, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Instructions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.OpportunityId == opportunityId, cancel);
    }

    /// <summary>Of each opportunity the newest one that is open, else the newest.</summary>
    public static async Task<Dictionary<long, Instruction>> LatestInstructionsAsync(this CrmDbContext db, IReadOnlyCollection<long> opportunityIds, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Instructions.AsNoTracking().Where(row => opportunityIds.Contains(row.OpportunityId)).OrderByDescending(row => row.Id).ToListAsync(cancel);
        return rows.GroupBy(row => row.OpportunityId).ToDictionary(given => given.Key, given => given.FirstOrDefault(row => row.IsOpen) ?? given.First());
    }

    /// <summary>Gives one, and tells the owner.</summary>
    /// <returns>False when the opportunity is not within the viewer's decision.</returns>
    public static Task<bool> InstructAsync(
        this CrmDbContext db, Viewer viewer, long opportunityId, string? text, DateOnly? dueOn, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            if (await db.Opportunities.VisibleTo(viewer, AccessAction.Approve).SingleOrDefaultAsync(row => row.Id == opportunityId, cancel) is not { } opportunity)
            {
                return false;
            }

            var instruction = new Instruction(opportunity, text, dueOn, stamp);
            db.Instructions.Add(instruction);
            Tell(db, NotificationKind.InstructionGiven, opportunity, opportunity.OwnerId, stamp, instruction.Text);
            await db.SaveChangesAsync(cancel);
            return true;
        }, cancel);
    }

    /// <summary>Answers one, and tells who gave it.</summary>
    /// <returns>False when there is no such one on an opportunity that the viewer may change or decide on.</returns>
    public static Task<bool> ReplyAsync(this CrmDbContext db, Viewer viewer, long opportunityId, long id, string? answer, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var opportunity = await db.Opportunities.VisibleTo(viewer, AccessAction.Write).SingleOrDefaultAsync(row => row.Id == opportunityId, cancel)
                ?? await db.Opportunities.VisibleTo(viewer, AccessAction.Approve).SingleOrDefaultAsync(row => row.Id == opportunityId, cancel);
            if (opportunity is null || await db.Instructions.SingleOrDefaultAsync(row => row.Id == id && row.OpportunityId == opportunityId, cancel) is not { } instruction)
            {
                return false;
            }

            instruction.Reply(answer, stamp);
            Tell(db, NotificationKind.InstructionAnswered, opportunity, instruction.GivenById, stamp, instruction.Answer);
            await db.SaveChangesAsync(cancel);
            return true;
        }, cancel);
    }

    private static void Tell(CrmDbContext db, NotificationKind kind, Opportunity opportunity, long? person, Stamp stamp, string? said)
    {
        if (person != stamp.ActorId)
        {
            db.Tell(kind, opportunity, [person], stamp.At, "", said);
        }
    }
}
