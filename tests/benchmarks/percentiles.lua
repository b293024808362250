-- Printed by wrk at the end: answers, and microseconds of the 50th, 95th and 99th of 100.
function done(summary, latency)
    io.write(string.format("percentiles %d %d %d %d\n", summary.requests,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
