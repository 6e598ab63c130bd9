using Dapper;
using Footnote.Platform.Data;
using Footnote.Testing;

namespace Footnote.Platform.Tests.Data;

public sealed class DatabaseTests
{
    private const string Often = "select 'often'";

    [Theory]
    [InlineData("", 1)]
    [InlineData(";Max Auto Prepare=0", 0)]
    public async Task Statement_that_runs_often_stays_prepared_unless_the_connection_string_forbids_it(string setting, long prepared)
    {
        var connectionString = await PostgresFixture.CreateDatabaseAsync();
        await using (var database = new Database())
        {
            database.Connect(connectionString + setting);
            await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
            for (var run = 0; run < 10; run++)
            {
                await connection.ExecuteScalarAsync<string>(Often);
            }

            const string Count = "select count(*) from pg_prepared_statements where statement = @Often";
            Assert.Equal(prepared, await connection.ExecuteScalarAsync<long>(Count, new { Often }));
        }

        await PostgresFixture.DropDatabaseAsync(connectionString);
    }
}
