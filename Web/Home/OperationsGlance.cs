using SiCrm.Infrastructure.Database.Backups;

namespace SiCrm.Web.Home;

/// <summary>The administrator's: does the program do its nightly work?</summary>
/// <param name="Failed">Jobs whose last run failed or broke off.</param>
public sealed record OperationsGlance(int Failed, KeptBackup? NewestBackup);
