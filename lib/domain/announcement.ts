/** An event of ours on the bus: `touch.sent`, `run.started`, … */
export interface Announcement {
  readonly type: `touch.${string}` | `run.${string}`;
  readonly detail: Readonly<Record<string, unknown>>;
}
