using System.Diagnostics;
using Spectre.Console;

namespace Footnote.Cli;

/// <summary>
/// Shows how far a longer piece of work is: a bar on a terminal, a line every two seconds otherwise, nothing for work under two seconds.
/// </summary>
internal static class Progress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<T> RunAsync<T>(string title, Func<Action<double, string>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(Lines(title));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title));
                return await work((share, note) =>
                {
                    bar.Value = share * 100;
                    bar.Description = Markup.Escape(note.Length == 0 ? title : $"{title}: {note}");
                });
            });
    }

    private static Action<double, string> Lines(string title)
    {
        var started = Stopwatch.GetTimestamp();
        var next = Patience;
        return (share, note) =>
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (elapsed >= next)
            {
                next = elapsed + Patience;
                Console.Error.WriteLine($"{title}: {share * 100:0} % {note}".TrimEnd());
            }
        };
    }
}
