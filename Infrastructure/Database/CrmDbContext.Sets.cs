using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Domain.Customers.Development;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Database;

/// <content>The tables.</content>
public abstract partial class CrmDbContext
{
    public DbSet<Lead> Leads => Set<Lead>();

    public DbSet<LeadEvent> LeadEvents => Set<LeadEvent>();

    public DbSet<LeadChange> LeadChanges => Set<LeadChange>();

    public DbSet<LeadActivity> LeadActivities => Set<LeadActivity>();

    public DbSet<LeadQualification> LeadQualifications => Set<LeadQualification>();

    public DbSet<LeadForm> LeadForms => Set<LeadForm>();

    public DbSet<ReclaimPolicy> ReclaimPolicies => Set<ReclaimPolicy>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Region> Regions => Set<Region>();

    public DbSet<AccessCell> AccessCells => Set<AccessCell>();

    public DbSet<AccessRevision> AccessRevisions => Set<AccessRevision>();

    public DbSet<RecordShare> RecordShares => Set<RecordShare>();

    public DbSet<Cover> Covers => Set<Cover>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<CustomerEvent> CustomerEvents => Set<CustomerEvent>();

    public DbSet<CustomerChange> CustomerChanges => Set<CustomerChange>();

    public DbSet<Touch> Touches => Set<Touch>();

    public DbSet<CustomerMerge> CustomerMerges => Set<CustomerMerge>();

    public DbSet<NotTheSame> NotTheSame => Set<NotTheSame>();

    public DbSet<CustomerFile> CustomerFiles => Set<CustomerFile>();

    public DbSet<ContactEmployment> ContactEmployments => Set<ContactEmployment>();

    public DbSet<ContactUpload> ContactUploads => Set<ContactUpload>();

    public DbSet<BuyingCentre> BuyingCentres => Set<BuyingCentre>();

    public DbSet<BuyingCentreMember> BuyingCentreMembers => Set<BuyingCentreMember>();

    public DbSet<AttitudeRow> AttitudeRows => Set<AttitudeRow>();

    public DbSet<CategoryScheme> CategorySchemes => Set<CategoryScheme>();

    public DbSet<CareTask> CareTasks => Set<CareTask>();

    public DbSet<CarePolicy> CarePolicies => Set<CarePolicy>();

    public DbSet<DevelopmentPlan> DevelopmentPlans => Set<DevelopmentPlan>();

    public DbSet<CustomerContinuity> Continuities => Set<CustomerContinuity>();

    public DbSet<ContinuityWeek> ContinuityWeeks => Set<ContinuityWeek>();

    public DbSet<ContinuityOwnerWeek> ContinuityOwnerWeeks => Set<ContinuityOwnerWeek>();

    public DbSet<MassCount> MassCounts => Set<MassCount>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<Contract> Contracts => Set<Contract>();

    public DbSet<ContractLine> ContractLines => Set<ContractLine>();

    public DbSet<ContractEvent> ContractEvents => Set<ContractEvent>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<SalesTarget> SalesTargets => Set<SalesTarget>();

    public DbSet<AppraisalScheme> AppraisalSchemes => Set<AppraisalScheme>();

    public DbSet<AppraisalSheet> AppraisalSheets => Set<AppraisalSheet>();

    public DbSet<AppraisalAppeal> AppraisalAppeals => Set<AppraisalAppeal>();

    public DbSet<ProjectPin> ProjectPins => Set<ProjectPin>();

    public DbSet<Instruction> Instructions => Set<Instruction>();

    public DbSet<ReportSchedule> ReportSchedules => Set<ReportSchedule>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<ProductPrice> ProductPrices => Set<ProductPrice>();

    public DbSet<ProductPart> ProductParts => Set<ProductPart>();

    public DbSet<ProductCategory> ProductCategories => Set<ProductCategory>();

    public DbSet<PriceList> PriceLists => Set<PriceList>();

    public DbSet<OpportunityEvent> OpportunityEvents => Set<OpportunityEvent>();

    public DbSet<StageVisit> StageVisits => Set<StageVisit>();

    public DbSet<OpportunityChange> OpportunityChanges => Set<OpportunityChange>();

    public DbSet<Stage> Stages => Set<Stage>();

    public DbSet<Qualification> Qualifications => Set<Qualification>();

    public DbSet<Initiation> Initiations => Set<Initiation>();

    public DbSet<PlanAction> PlanActions => Set<PlanAction>();

    public DbSet<PlanParticipant> PlanParticipants => Set<PlanParticipant>();

    public DbSet<PlanGoal> PlanGoals => Set<PlanGoal>();

    public DbSet<PlanTemplate> PlanTemplates => Set<PlanTemplate>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<PresalesEntry> PresalesEntries => Set<PresalesEntry>();

    public DbSet<Quote> Quotes => Set<Quote>();

    public DbSet<QuoteLine> QuoteLines => Set<QuoteLine>();

    public DbSet<QuotePolicy> QuotePolicies => Set<QuotePolicy>();

    public DbSet<ApprovalPolicy> ApprovalPolicies => Set<ApprovalPolicy>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();

    public DbSet<LeadWeekLine> LeadWeekLines => Set<LeadWeekLine>();

    public DbSet<LeadWeekPath> LeadWeekPaths => Set<LeadWeekPath>();

    public DbSet<LeadWeekStay> LeadWeekStays => Set<LeadWeekStay>();

    public DbSet<FrozenWeek> FrozenWeeks => Set<FrozenWeek>();

    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<AssignmentRule> AssignmentRules => Set<AssignmentRule>();

    public DbSet<Allocation> Allocations => Set<Allocation>();

    public DbSet<HandOver> HandOvers => Set<HandOver>();

    public DbSet<HandOverScheme> HandOverSchemes => Set<HandOverScheme>();

    public DbSet<ReclaimRun> ReclaimRuns => Set<ReclaimRun>();

    public DbSet<ReclaimProposal> ReclaimProposals => Set<ReclaimProposal>();

    public DbSet<ReclaimAppeal> ReclaimAppeals => Set<ReclaimAppeal>();

    public DbSet<WeeklyConfirmation> WeeklyConfirmations => Set<WeeklyConfirmation>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportNote> ImportNotes => Set<ImportNote>();

    public DbSet<ImportPart> ImportParts => Set<ImportPart>();

    public DbSet<RememberedMap> RememberedMaps => Set<RememberedMap>();

    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    public DbSet<OutgoingMail> Outbox => Set<OutgoingMail>();
}
