import { catalog } from '../../../content.ts';
import de from './de/messages.ts';
import en from './en/messages.ts';

export default catalog({ default: 'en', messages: en, translations: { de } });
