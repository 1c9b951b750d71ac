-- Asks for what a file lists, round and round: wrk ... -s server.lua ADDRESS -- FILE. A line of it is an Accept header, a
-- tab, and a path. Prints a line of JSON at the end.
local requests, at = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local accept, path = line:match("^(.-)\t(.*)$")
    local encoding = accept:find("html") and "gzip" or "identity" -- pages as browsers ask for them
    table.insert(requests, wrk.format("GET", path, { Accept = accept, ["Accept-Encoding"] = encoding }))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "slowest": %f, "mean": %f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, latency.mean / 1e3, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
