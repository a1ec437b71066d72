using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using OpenAI;
using Polly;
using ResearchKit.Benchmarks.Judging;

namespace ResearchKit.Judges;

/// <summary>
/// A judge behind any server that speaks OpenAI's chat completions. Rejected, slow, cut and malformed replies are tried
/// again with growing pauses, up to a limit of time per request and in all.
/// </summary>
public sealed class ChatJudge : IJudge, IDisposable
{
    private readonly IChatClient _client;
    private readonly ServiceProvider _services;
    private readonly ChatJudgeOptions _options;

    /// <summary>A judge.</summary>
    /// <exception cref="ArgumentException">The address is no http or https address.</exception>
    public ChatJudge(ChatJudgeOptions options)
    {
        _options = options;
        if (!Uri.TryCreate(options.Server, UriKind.Absolute, out var server) || server.Scheme is not ("http"
            or "https"))
            throw new ArgumentException($"'{options.Server}' is no address such as http://localhost:8000/v1");
        var collection = new ServiceCollection();
        collection.AddHttpClient("judge").AddStandardResilienceHandler(handler =>
        {
            handler.Retry.MaxRetryAttempts = options.Retries;
            handler.Retry.Delay = options.Pause;
            handler.Retry.BackoffType = DelayBackoffType.Exponential;
            handler.AttemptTimeout.Timeout = options.RequestTimeout;
            handler.TotalRequestTimeout.Timeout = options.RequestTimeout * (options.Retries + 1) +
                options.Pause * (1 << options.Retries);
            // The breaker has to look at more than one slow request; a judge that is down fails by its retries.
            handler.CircuitBreaker.SamplingDuration = options.RequestTimeout * 4;
            handler.CircuitBreaker.MinimumThroughput = 1000;
        });
        _services = collection.BuildServiceProvider();
        var http = _services.GetRequiredService<IHttpClientFactory>().CreateClient("judge");
        http.Timeout = Timeout.InfiniteTimeSpan; // the handler above keeps the time
        _client =
            new OpenAIClient(new ApiKeyCredential(options.Key is { Length: > 0 } key ? key : "none"),
                new OpenAIClientOptions
                {
                    Endpoint = server, Transport = new HttpClientPipelineTransport(http),
                    RetryPolicy = new ClientRetryPolicy(0),
                    NetworkTimeout = Timeout.InfiniteTimeSpan,
                }).GetChatClient(options.Model).AsIChatClient();
    }

    /// <inheritdoc/>
    public string Name => _options.Model;

    /// <inheritdoc/>
    public async Task<string> ReplyAsync(string prompt, CancellationToken cancellation)
    {
        // The handler has read headers only: a body that is cut or no JSON shows here, and is asked for again.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var response = await _client.GetResponseAsync(
                    prompt, new ChatOptions { Temperature = 0, ModelId = _options.Model },
                    cancellation).ConfigureAwait(false);
                if (!string.IsNullOrWhiteSpace(response.Text)) return response.Text;
                if (attempt == _options.Retries)
                    throw new JudgeException($"{_options.Server}: the judge's reply is empty");
            }
            catch (Exception e)
            when (e is not (OperationCanceledException or JudgeException) || e is OperationCanceledException
            && !cancellation.IsCancellationRequested)
            {
                if (attempt == _options.Retries
                    || e is ClientResultException { Status: >= 400 and < 500 and not 408 and not 429 })
                    throw new JudgeException($"{_options.Server}: the judge gives no reply. {e.Message}", e);
            }
            await Task.Delay(_options.Pause * (1 << attempt), cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }
}
