namespace SiCrm.Web.Reports.Frame;

/// <summary>Pages of reports: who waits too long for one gets a page that says so, and the report when it is ready (<see cref="ReportFrame"/>).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayTakeLongAttribute : Attribute;
