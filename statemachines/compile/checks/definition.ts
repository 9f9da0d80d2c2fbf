import type { Definition } from '../definition.ts';
import { overState } from '../names.ts';
import { refuse } from './refuse.ts';

/** Step Functions' limit on a definition. */
const largestBytes = 1024 * 1024;

/** What only the lowered journey shows: that it speaks at all, and that Step Functions takes it. */
export function checkDefinition(definition: Definition): void {
  if (definition.StartAt === overState) {
    refuse(definition.Comment, 'a journey has at least one step that somebody reaches', 'add a step');
  }
  const bytes = new TextEncoder().encode(JSON.stringify(definition)).length;
  if (bytes > largestBytes) {
    refuse(
      `${bytes} bytes`,
      `a state machine has at most ${largestBytes} bytes`,
      'put fewer splits behind one another, or divide the journey in two',
    );
  }
}
