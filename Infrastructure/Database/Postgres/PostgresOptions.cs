using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database.Postgres;

public static class PostgresOptions
{
    public static DbContextOptionsBuilder UseCrmPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection, npgsql => npgsql.CommandTimeout(30)).WithoutDriftCheck();
}
