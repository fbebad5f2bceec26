using Microsoft.AspNetCore.Authorization;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Imports;
using SiCrm.Web.Access.Tokens;

namespace SiCrm.Web.Access;

/// <summary>The names of the policies; each asks the access matrix for one record type and action, or for a role.</summary>
public static class Policies
{
    public const string SignedIn = "SignedIn";
    public const string Administer = "Administer";
    public const string ReadLeads = "Lead.Read";
    public const string WriteLeads = "Lead.Write";
    public const string CreateLeads = "Lead.Create";
    public const string AssignLeads = "Lead.Assign";
    public const string ExportLeads = "Lead.Export";
    public const string ReadOpportunities = "Opportunity.Read";
    public const string CreateOpportunities = "Opportunity.Create";
    public const string ReadCustomers = "Customer.Read";
    public const string WriteCustomers = "Customer.Write";
    public const string CreateCustomers = "Customer.Create";
    public const string ReadContacts = "Contact.Read";
    public const string WriteContacts = "Contact.Write";
    public const string ExportCustomers = "Customer.Export";
    public const string ExportContacts = "Contact.Export";
    public const string AssignCustomers = "Customer.Assign";
    public const string ReadContracts = "Contract.Read";
    public const string WriteContracts = "Contract.Write";
    public const string CreateContracts = "Contract.Create";
    public const string ExportContracts = "Contract.Export";
    public const string WriteMilestones = "Milestone.Write";

    /// <summary>What service needs has come to it: for who keeps the milestones, and for who serves and sees the contract.</summary>
    public const string HandOver = "HandOver";
    public const string ReadReceipts = "Receipt.Read";
    public const string WriteReceipts = "Receipt.Write";
    public const string ReadProducts = "Product.Read";
    public const string WriteProducts = "Product.Write";
    public const string WriteOpportunities = "Opportunity.Write";
    public const string ApproveOpportunities = "Opportunity.Approve";
    public const string LogOpportunities = "Opportunity.Log";
    public const string ExportOpportunities = "Opportunity.Export";
    public const string AssignOpportunities = "Opportunity.Assign";

    /// <summary>For programs with a token, which has to have the scope as well.</summary>
    public const string ApiReadLeads = "Api.Lead.Read";

    /// <summary>Files of some kind: which kinds, says the matrix.</summary>
    public const string Import = "Import";

    /// <summary>The catalogue of reports: each says by itself who reads it.</summary>
    public const string ReadReports = "ReadReports";
    public const string ReadTargets = "Target.Read";
    public const string WriteTargets = "Target.Write";
    public const string ReadAppraisals = "Appraisal.Read";
    public const string ExportAppraisals = "Appraisal.Export";
    public const string ApproveAppraisals = "Appraisal.Approve";
    public const string ReadAppraisalSchemes = "AppraisalScheme.Read";
    public const string WriteAppraisalSchemes = "AppraisalScheme.Write";

    /// <summary>Whatever waits for somebody's word; each kind of it says by itself whose.</summary>
    public const string Decide = "Decide";

    /// <summary>The lead desk as a whole: triage, rules, reclaim. Who assigns within his team only has its stale leads.</summary>
    public const string RunDesk = "RunDesk";

    public static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Administer, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            c => c.User.AsViewer().May(RecordType.Person, AccessAction.Write)));
        options.AddPolicy(ReadReports, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            c => Reports.ReportCatalogue.IsOpenTo(c.User.AsViewer())));
        options.AddPolicy(Decide, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            c => new[] { RecordType.Opportunity, RecordType.Appraisal }.Any(type => c.User.AsViewer().May(type, AccessAction.Approve))));
        options.AddPolicy(Import, policy => policy.RequireAuthenticatedUser().RequireAssertion(c => ImportRights.KindsOf(c.User.AsViewer()).Any()));
        options.AddPolicy(HandOver, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            c => c.User.AsViewer() is var viewer && (viewer.May(RecordType.Milestone, AccessAction.Write) || (viewer.Serves && viewer.May(RecordType.Contract, AccessAction.Read)))));
        options.AddPolicy(RunDesk, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            c => c.User.AsViewer().ScopeOf(RecordType.Lead, AccessAction.Assign) == Scope.All));
        foreach (var type in Enum.GetValues<RecordType>())
        {
            foreach (var action in Enum.GetValues<AccessAction>())
            {
                options.AddPolicy($"{type}.{action}", policy =>
                    policy.RequireAuthenticatedUser().RequireAssertion(c => c.User.AsViewer().May(type, action)));
                options.AddPolicy($"Api.{type}.{action}", policy => policy.AddAuthenticationSchemes(TokenSignIn.SchemeName)
                    .RequireClaim(TokenSignIn.ScopeClaim, $"{type}.{action}").RequireAssertion(c => c.User.AsViewer().May(type, action)));
            }
        }
    }
}
