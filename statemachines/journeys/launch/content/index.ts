import { catalog } from '../../../content.ts';
import de from './de/messages.ts';
import en from './en/messages.ts';
import enGB from './en-GB/messages.ts';
import enIN from './en-IN/messages.ts';
import ptBR from './pt-BR/messages.ts';

export default catalog({
  default: 'en',
  messages: en,
  translations: { de, 'pt-BR': ptBR, 'en-GB': enGB, 'en-IN': enIN },
  fallbacks: { pt: ['pt-BR'], 'pt-PT': ['pt-BR'], hi: ['en-IN'], 'en-AU': ['en-GB'], 'en-IE': ['en-GB'] },
});
