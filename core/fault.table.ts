/**
 * Every fault the gateway can give. `status` is the HTTP status northbound, `retryable` tells a client whether the same
 * request may succeed later, `advice` says what to do about it.
 */
export interface FaultRow {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
  readonly retryable: boolean;
}

export const FAULT = {
  "request.invalid": {
    status: 400,
    title: "The request is not valid",
    advice: "Correct the fields listed in errors.",
    retryable: false,
  },
  "request.unprocessable": {
    status: 422,
    title: "The request has fields that are not known or do not fit",
    advice: "Correct the fields listed in errors; see /docs.",
    retryable: false,
  },
  "request.tooLarge": {
    status: 413,
    title: "The request is too large",
    advice: "Send less in one request.",
    retryable: false,
  },
  "request.slow": {
    status: 408,
    title: "The body did not come in time",
    advice: "Send it again, over a faster link or in smaller parts.",
    retryable: true,
  },
  "request.mediaType": {
    status: 415,
    title: "The media type or encoding is not supported",
    advice: "Send application/json, UTF-8, without content coding.",
    retryable: false,
  },
  "request.method": {
    status: 405,
    title: "The method is not allowed here",
    advice: "Use a method named in the Allow header.",
    retryable: false,
  },
  "request.precondition": {
    status: 412,
    title: "The resource has changed",
    advice: "Read it again and repeat the request with its new ETag.",
    retryable: false,
  },
  "request.notFound": {
    status: 404,
    title: "There is nothing at this address",
    advice: "See /docs for the addresses of the API.",
    retryable: false,
  },
  "request.rate": {
    status: 429,
    title: "Requests come too often",
    advice: "Repeat after the time in Retry-After.",
    retryable: true,
  },
  "auth.missing": {
    status: 401,
    title: "A token is needed",
    advice: "Send Authorization: Bearer <token>.",
    retryable: false,
  },
  "auth.invalid": {
    status: 401,
    title: "The credentials are not valid",
    advice: "Use a token that exists and has not expired.",
    retryable: false,
  },
  "auth.forbidden": {
    status: 403,
    title: "The token may not do this",
    advice: "Use a token with the role or scope named in detail.",
    retryable: false,
  },
  "filter.syntax": {
    status: 400,
    title: "The filter cannot be read",
    advice: "See offset and length; the grammar is described at /docs.",
    retryable: false,
  },
  "filter.field": {
    status: 400,
    title: "The filter names a field that cannot be filtered",
    advice: "Use one of the fields named in detail.",
    retryable: false,
  },
  "idempotency.mismatch": {
    status: 422,
    title: "This Idempotency-Key was used with another request",
    advice: "Use a new key for a new request.",
    retryable: false,
  },
  "idempotency.running": {
    status: 409,
    title: "The first request with this Idempotency-Key is still running",
    advice: "Repeat the request in a moment.",
    retryable: true,
  },
  "device.notFound": {
    status: 404,
    title: "No such device",
    advice: "Look the device up with GET /v1/devices?q=.",
    retryable: false,
  },
  "device.unreachable": {
    status: 504,
    title: "The device did not come in time",
    advice: "The operation stays queued; follow its Location.",
    retryable: true,
  },
  "device.quarantined": {
    status: 409,
    title: "The device is quarantined",
    advice: "Approve it first: POST /v1/devices/{id}:approve.",
    retryable: false,
  },
  "device.conflict": {
    status: 409,
    title: "Two devices claim this identity",
    advice: "Merge or split them first.",
    retryable: false,
  },
  "operation.notFound": {
    status: 404,
    title: "No such operation",
    advice: "Settled operations are kept 30 days, failed ones 90.",
    retryable: false,
  },
  "operation.notCancellable": {
    status: 409,
    title: "The operation was sent already or has ended",
    advice: "Read the operation to see its state.",
    retryable: false,
  },
  "operation.running": {
    status: 409,
    title: "The operation has not ended yet",
    advice: "Wait for its end or cancel it.",
    retryable: true,
  },
  "operation.expired": {
    status: 504,
    title: "The operation expired before the device came",
    advice: "Repeat it, with a larger expiresIn if the device comes seldom.",
    retryable: true,
  },
  "operation.cancelled": {
    status: 409,
    title: "The operation was cancelled",
    advice: "Submit it again if it is still wanted.",
    retryable: false,
  },
  "operation.unknownOutcome": {
    status: 502,
    title: "The operation was sent and its answer never came",
    advice: "Compare what was read back with what was asked before repeating it.",
    retryable: false,
  },
  "operation.unsupported": {
    status: 422,
    title: "The device cannot do this",
    advice: "See GET /v1/devices/{id}/schema for what it can do.",
    retryable: false,
  },
  "lease.lost": {
    status: 409,
    title: "Another session took the device over",
    advice: "The newer session goes on with the queue.",
    retryable: true,
  },
  "path.syntax": {
    status: 400,
    title: "The path is not valid",
    advice: "See the offset; paths follow TR-369 section 2.5.",
    retryable: false,
  },
  "path.unknown": {
    status: 404,
    title: "The path is not in the device's data model",
    advice: "See GET /v1/devices/{id}/schema.",
    retryable: false,
  },
  "path.noInstance": {
    status: 404,
    title: "The object instance does not exist",
    advice: "List the instances with GET /v1/devices/{id}/instances.",
    retryable: false,
  },
  "path.notTable": {
    status: 422,
    title: "The object is not a table",
    advice: "Add rows to multi-instance objects only.",
    retryable: false,
  },
  "path.notCreatable": {
    status: 422,
    title: "Rows of this table cannot be added or deleted",
    advice: "See the object's access in the schema.",
    retryable: false,
  },
  "parameter.readOnly": {
    status: 422,
    title: "The parameter is not writable",
    advice: "See writable in GET /v1/devices/{id}/parameters.",
    retryable: false,
  },
  "parameter.type": {
    status: 422,
    title: "The value does not fit the parameter's type",
    advice: "See the parameter's type in the schema.",
    retryable: false,
  },
  "parameter.value": {
    status: 422,
    title: "The value is not allowed",
    advice: "See range and enum in the schema.",
    retryable: false,
  },
  "parameter.unrepresentable": {
    status: 422,
    title: "The device's data model cannot hold this value",
    advice: "Use a value the device's model can represent.",
    retryable: false,
  },
  "parameter.conflict": {
    status: 422,
    title: "Two values contradict each other on the device",
    advice: "Set only one of the parameters, or equal values.",
    retryable: false,
  },
  "parameter.duplicate": {
    status: 422,
    title: "A row with this unique key exists",
    advice: "Change the key or update the existing row.",
    retryable: false,
  },
  "device.fault": {
    status: 502,
    title: "The device answered with a fault",
    advice: "See protocolCode and errors.",
    retryable: false,
  },
  "device.faultTransient": {
    status: 502,
    title: "The device could not do it now",
    advice: "Repeat the operation later.",
    retryable: true,
  },
  "device.denied": {
    status: 502,
    title: "The device denied the request",
    advice: "Check the gateway's rights on the device.",
    retryable: false,
  },
  "device.protocol": {
    status: 502,
    title: "The device broke the protocol",
    advice: "See detail and the session recorder.",
    retryable: false,
  },
  "file.notFound": {
    status: 404,
    title: "No such file",
    advice: "Look it up with GET /v1/files.",
    retryable: false,
  },
  "file.inUse": {
    status: 409,
    title: "Devices are being given this file",
    advice: "Wait for the operations that use it, or delete it with force=true: their transfers fail then.",
    retryable: true,
  },
  "file.mismatch": {
    status: 422,
    title: "The file is not what it was announced to be",
    advice: "Send it again: its SHA-256 or size differs from what was given.",
    retryable: false,
  },
  "file.offset": {
    status: 409,
    title: "The upload goes on at another place",
    advice: "Ask for Upload-Offset with HEAD and go on from there.",
    retryable: true,
  },
  "file.full": {
    status: 507,
    title: "The files' storage is full",
    advice: "Delete files, give the disk more room, or raise CAUSEWAY_FILES_MB or CAUSEWAY_FILES_MAX.",
    retryable: false,
  },
  "file.storage": {
    status: 500,
    title: "The files' storage cannot be used",
    advice: "See detail and CAUSEWAY_FILES_DIR: the gateway needs to read and write there.",
    retryable: true,
  },
  "file.noAddress": {
    status: 409,
    title: "Devices cannot reach the gateway's files",
    advice: "Run the role files here, or tell the files listener's address with CAUSEWAY_PUBLIC_FILES_URL.",
    retryable: false,
  },
  "file.gone": {
    status: 410,
    title: "The transfer is over",
    advice: "Submit the operation again.",
    retryable: false,
  },
  "cwmp.xml": {
    status: 400,
    title: "The envelope is not acceptable XML",
    advice: "See offset and reason.",
    retryable: false,
  },
  "cwmp.soap": {
    status: 400,
    title: "The envelope is not a CWMP message",
    advice: "See reason.",
    retryable: false,
  },
  "usp.record": {
    status: 400,
    title: "The USP record is not valid",
    advice: "See reason.",
    retryable: false,
  },
  "usp.message": {
    status: 400,
    title: "The USP message is not valid",
    advice: "See reason.",
    retryable: false,
  },
  "store.unavailable": {
    status: 503,
    title: "Redis cannot be reached",
    advice: "Repeat the request; the gateway recovers by itself.",
    retryable: true,
  },
  "store.full": {
    status: 503,
    title: "Redis is nearly out of memory: background work is refused",
    advice: "Repeat the request later; the operator raises maxmemory or shortens the budgets, see GET /v1/attention.",
    retryable: true,
  },
  "index.building": {
    status: 503,
    title: "The parameters are not indexed on every device yet",
    advice: "Repeat the request later: GET /v1/system tells how far indexing is. Filters without param() work meanwhile.",
    retryable: true,
  },
  "store.layout": {
    status: 500,
    title: "The data in Redis was written by a newer version",
    advice: "Start that version or a later one.",
    retryable: false,
  },
  "gateway.overloaded": {
    status: 503,
    title: "The gateway is at its limit",
    advice: "Repeat after the time in Retry-After.",
    retryable: true,
  },
  "gateway.stopping": {
    status: 503,
    title: "This replica is shutting down",
    advice: "Repeat the request; another replica answers.",
    retryable: true,
  },
  "broker.unavailable": {
    status: 503,
    title: "The MQTT broker cannot be reached",
    advice: "The gateway reconnects by itself; check the broker.",
    retryable: true,
  },
  "config.invalid": {
    status: 500,
    title: "The configuration is not valid",
    advice: "Correct the key named in detail.",
    retryable: false,
  },
  internal: {
    status: 500,
    title: "Something unexpected happened",
    advice: "Look for the request id in the log and report it.",
    retryable: true,
  },
} as const satisfies Record<string, FaultRow>;

export type FaultCode = keyof typeof FAULT;
