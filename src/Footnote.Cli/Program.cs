using Footnote.Cli;

return await CommandLine.RunAsync(args);
