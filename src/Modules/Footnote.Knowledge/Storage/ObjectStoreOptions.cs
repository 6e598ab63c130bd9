using System.ComponentModel.DataAnnotations;

namespace Footnote.Knowledge.Storage;

/// <summary>Section Footnote:Knowledge:Objects - where the originals of documents are kept.</summary>
public sealed class ObjectStoreOptions : IValidatableObject
{
    /// <summary>Folder keeps them in the data folder; S3 in a bucket, and then the settings below name it.</summary>
    public ObjectStoreKind Kind { get; set; } = ObjectStoreKind.Folder;

    /// <summary>The bucket; it has to exist.</summary>
    [StringLength(255)]
    public string Bucket { get; set; } = "";

    /// <summary>Address of the store, such as https://minio.example:9000; empty means Amazon's, in the region.</summary>
    [StringLength(2000)]
    public string Endpoint { get; set; } = "";

    /// <summary>The region of the bucket; it is part of every signature.</summary>
    [RegularExpression(@"[a-z0-9-]{1,40}", ErrorMessage = "must be a region such as eu-central-1")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Put before the key of every object, so that a bucket can be shared.</summary>
    [RegularExpression(@"[A-Za-z0-9!_.*'()/-]{0,200}", ErrorMessage = "must have at most 200 letters, digits and !_.*'()/-")]
    public string Prefix { get; set; } = "footnote/";

    /// <summary>Names the bucket in the path, not in the host name; most stores other than Amazon's need it.</summary>
    public bool PathStyle { get; set; }

    /// <summary>The id of the access key.</summary>
    [StringLength(1000)]
    public string AccessKey { get; set; } = "";

    /// <summary>The secret of the access key; better given by FOOTNOTE__Knowledge__Objects__SecretKey_FILE.</summary>
    [StringLength(4000)]
    public string SecretKey { get; set; } = "";

    /// <summary>How long one request to the store may take, or be silent while an object is read.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts after the first one when the store is overloaded or does not answer.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 4;

    /// <summary>How long a failing store is left alone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind != ObjectStoreKind.S3)
        {
            yield break;
        }

        foreach (var (name, value) in new[] { (nameof(Bucket), Bucket), (nameof(AccessKey), AccessKey), (nameof(SecretKey), SecretKey) })
        {
            if (value.Length == 0)
            {
                yield return new ValidationResult("is required when Kind is S3", [name]);
            }
        }

        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.UserInfo.Length == 0))
        {
            yield return new ValidationResult("must be an address such as https://minio.example:9000", [nameof(Endpoint)]);
        }
    }
}
