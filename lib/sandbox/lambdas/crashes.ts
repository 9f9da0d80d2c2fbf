import { AwsError } from '../errors.ts';
import { type Fields, numberOf } from '../fields.ts';

/** An order to kill a function's invocation at one of its AWS calls. */
interface CrashOrder {
  readonly crash: 'before' | 'after';
  /** `DynamoDB.PutItem`, or `*` for any call. */
  readonly call: string;
  /** Which matching call of an invocation, from 1. */
  readonly nth: number;
  /** How many invocations still to kill. */
  times: number;
}

/** Kills invocations on order: so a function's behaviour at each of its awaits can be tried. */
export class Crashes {
  private readonly orders = new Map<string, CrashOrder>();
  private readonly calls = new Map<string, number>();

  /** Replaces the order for a function. `{crash: "none"}` takes it back. */
  order(functionName: string, order: Fields): void {
    const { crash, call = '*', nth = 1, times = 1 } = order;
    if (crash === 'none') {
      this.orders.delete(functionName);
      return;
    }
    if ((crash !== 'before' && crash !== 'after') || typeof call !== 'string') {
      throw new AwsError('BadRequest', 'crash is before, after or none; call is like DynamoDB.PutItem, or *');
    }
    const [which, howOften] = [numberOf(nth), numberOf(times)];
    if (which === undefined || howOften === undefined || which < 1 || howOften < 1) {
      throw new AwsError('BadRequest', 'nth and times are whole numbers from 1');
    }
    this.orders.set(functionName, { crash, call, nth: which, times: howOften });
    this.calls.clear();
  }

  /** Whether the invocation dies at this call: before it is carried out, after, or not at all. */
  at(functionName: string, invocation: string, call: string): 'before' | 'after' | undefined {
    const order = this.orders.get(functionName);
    if (!order || (order.call !== '*' && order.call !== call)) return undefined;
    const count = (this.calls.get(invocation) ?? 0) + 1;
    this.calls.set(invocation, count);
    if (count !== order.nth) return undefined;
    order.times -= 1;
    if (order.times === 0) this.orders.delete(functionName);
    return order.crash;
  }
}
