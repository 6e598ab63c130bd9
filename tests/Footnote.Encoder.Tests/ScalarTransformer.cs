namespace Footnote.Encoder.Tests;

/// <summary>
/// The forward pass as the papers write it, in double precision, one loop for each sum: what the kernels are compared with. Names and
/// shapes as in "Attention is all you need" and BERT: X [n, h], Q K V [n, h], softmax(Q K^T / sqrt(d)) V for each head of d columns.
/// </summary>
internal sealed class ScalarTransformer(TinyModel model)
{
    private readonly TinyShape _shape = model.Shape;

    public double[] Encode(int[] ids)
    {
        double[][] x = Embed(ids);
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            x = Layer(x, $"encoder.layer.{layer}.");
        }

        double[] pooled = _shape.FirstToken ? x[0] : [.. Enumerable.Range(0, _shape.Hidden).Select(i => x.Average(row => row[i]))];
        double length = Math.Sqrt(pooled.Sum(value => value * value));
        return [.. pooled.Select(value => value / length)];
    }

    private double[][] Embed(int[] ids)
    {
        int next = _shape.Roberta ? 2 : 0;
        var rows = new double[ids.Length][];
        for (int i = 0; i < ids.Length; i++)
        {
            int position = _shape.Roberta && ids[i] == 1 ? 1 : next++;
            rows[i] = new double[_shape.Hidden];
            for (int k = 0; k < _shape.Hidden; k++)
            {
                rows[i][k] = Value("embeddings.word_embeddings.weight", ids[i], k)
                    + Value("embeddings.position_embeddings.weight", position, k)
                    + Value("embeddings.token_type_embeddings.weight", 0, k);
            }
        }

        return [.. rows.Select(row => Norm(row, "embeddings.LayerNorm"))];
    }

    private double[][] Layer(double[][] x, string name)
    {
        double[][] q = Linear(x, name + "attention.self.query");
        double[][] k = Linear(x, name + "attention.self.key");
        double[][] v = Linear(x, name + "attention.self.value");
        double[][] attention = Linear(Attend(q, k, v), name + "attention.output.dense");
        double[][] middle = [.. attention.Select((row, i) => Norm(Sum(row, x[i]), name + "attention.output.LayerNorm"))];
        double[][] inside = [.. Linear(middle, name + "intermediate.dense").Select(row => row.Select(Activate).ToArray())];
        return [.. Linear(inside, name + "output.dense").Select((row, i) => Norm(Sum(row, middle[i]), name + "output.LayerNorm"))];
    }

    private double[][] Attend(double[][] q, double[][] k, double[][] v)
    {
        int d = _shape.Hidden / _shape.Heads;
        var result = new double[q.Length][];
        for (int i = 0; i < q.Length; i++)
        {
            result[i] = new double[_shape.Hidden];
            for (int head = 0; head < _shape.Heads; head++)
            {
                int first = head * d;
                double[] scores = [.. k.Select(key => Enumerable.Range(first, d).Sum(c => q[i][c] * key[c]) / Math.Sqrt(d))];
                double[] weights = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
                for (int c = first; c < first + d; c++)
                {
                    result[i][c] = v.Select((value, j) => value[c] * weights[j]).Sum() / weights.Sum();
                }
            }
        }

        return result;
    }

    private double[][] Linear(double[][] x, string name)
    {
        float[] bias = model.Tensors[name + ".bias"].Values;
        return [.. x.Select(row => bias.Select((b, output) => b + row.Select((value, input) =>
            value * Value(name + ".weight", output, input)).Sum()).ToArray())];
    }

    private double[] Norm(double[] row, string name)
    {
        double mean = row.Average();
        double variance = row.Average(value => (value - mean) * (value - mean));
        float[] gamma = model.Tensors[name + ".weight"].Values;
        float[] beta = model.Tensors[name + ".bias"].Values;
        return [.. row.Select((value, i) => ((value - mean) / Math.Sqrt(variance + 1e-5) * gamma[i]) + beta[i])];
    }

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private double Value(string name, int row, int column) => model.Tensors[name].Values[(row * model.Tensors[name].Shape[1]) + column];

    private double Activate(double x) => _shape.Activation switch
    {
        "relu" => Math.Max(0, x),
        "gelu_new" => x * .5 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (.044715 * x * x * x)))),
        _ => x * .5 * (1 + Erf(x / Math.Sqrt(2))),
    };

    /// <summary>By the Maclaurin series, which converges everywhere; enough terms for the arguments that occur.</summary>
    private static double Erf(double z)
    {
        double term = z;
        double sum = z;
        for (int n = 1; n < 200; n++)
        {
            term *= -z * z / n;
            sum += term / ((2 * n) + 1);
        }

        return Math.Abs(z) > 5 ? Math.Sign(z) : 2 / Math.Sqrt(Math.PI) * sum;
    }
}
