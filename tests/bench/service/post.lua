-- wrk's request: the intake whose path stands in INTAKE, for its page.
local file = io.open(os.getenv("INTAKE"))
wrk.method = "POST"
wrk.path = "/v1/assess"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "text/html"
