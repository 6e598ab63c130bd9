using Footnote.Bench.Encoder;
using Footnote.Encoder;
using Footnote.Encoder.Benchmarking;

const string Usage =
    "usage: speed|quality|tokens [--model DIR] [--kind fp32,int8] [--threads 1,2] [--seq 32,128,256] [--batch 1,8,32] "
    + "[--runs 5] [--ms 700] [--every-token true] [--cache DIR] [DATA_DIR...]";

try
{
    return Run(Arguments.Parse(args));
}
catch (Exception fault) when (fault is ModelFormatException or IOException or FormatException or ArgumentException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}

static int Run(Arguments arguments)
{
    string model = arguments.Text("model", "models/granite-embedding-30m-english");
    switch (arguments.Command)
    {
        case "speed":
            EncoderBenchmark.Run(model, Settings(arguments), Console.WriteLine);
            return 0;
        case "quality":
            foreach (string folder in arguments.Rest)
            {
                QualityReport.Run(model, folder, Precisions(arguments), arguments.Options.GetValueOrDefault("cache"), Console.WriteLine);
            }

            return 0;
        case "tokens":
            TokenizerReport.Run(model, arguments.Rest, Console.WriteLine);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}

static EncoderBenchmarkSettings Settings(Arguments arguments) => new()
{
    Precisions = Precisions(arguments),
    Threads = arguments.Numbers("threads", "1,2"),
    SequenceLengths = arguments.Numbers("seq", "32,128,256"),
    BatchSizes = arguments.Numbers("batch", "1,8,32"),
    Runs = arguments.Numbers("runs", "5")[0],
    RunMilliseconds = arguments.Numbers("ms", "700")[0],
    EveryToken = arguments.Text("every-token", "false") == "true",
};

static Precision[] Precisions(Arguments arguments) =>
    [.. arguments.Text("kind", "fp32,int8").Split(',').Select(kind => Enum.Parse<Precision>(kind, ignoreCase: true))];
