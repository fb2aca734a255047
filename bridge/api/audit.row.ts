/** One write or refusal, as it is kept. Never holds a secret or a request body. */
export interface AuditRow {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  /** `POST /v1/devices/{id}/operations` */
  readonly action: string;
  readonly target: string;
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly address: string;
  readonly requestId: string;
  /** Refusals of this peer that the row stands for, when they are more than itself. */
  readonly count?: number;
}
