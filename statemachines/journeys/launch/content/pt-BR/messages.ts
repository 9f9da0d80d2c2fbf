import type { Translation } from '../../../../content.ts';
import type en from '../en/messages.ts';

export default {
  announcement: {
    channel: 'email',
    subject: 'É só falar, e já está escrito',
    preheader: 'O Heron Aloud chegou: seu caderno escuta, e o que ele escreve parece mesmo uma nota.',
    body: `
# Você fala. Seu caderno escreve.

Oi{% if user.traits.firstName %}, {{ user.traits.firstName }}{% endif %}! As melhores ideias aparecem quando as mãos estão ocupadas. A partir de hoje, é só dizer: o **Heron Aloud** já está no seu caderno, no celular e no computador.

- **Fale do jeito que você pensa.** Frases pela metade, um “não, espera”, um caminhão passando. O resultado se lê como uma nota.
- **Ela acha o seu lugar.** Diga “para o projeto da cozinha”, e é lá que ela vai parar.
- **A sua voz continua sua.** Depois que tudo foi escrito, a gravação é apagada, a não ser que você queira guardar.

[Experimente na próxima caminhada](https://heron.example/aloud)

Começando nas próximas duas semanas, você paga metade do preço por três meses. Depois disso vale o preço da página, e você pode sair quando quiser.

Equipe {{ company.name }}
`,
  },
  'in-the-app': {
    channel: 'inapp',
    title: 'Novidade: segure a tecla da caneta e fale',
    body: 'O Heron Aloud escreve o que você diz e guarda no lugar certo. Experimente com uma frase.',
    url: 'https://heron.example/aloud/try',
  },
  'what-people-say': {
    channel: 'whatsapp',
    template: {
      name: 'launch_what_people_say',
      contentSid: 'HX00000000000000000000000000000015',
      text: 'Olá, {{1}}! Aqui é {{2}}. “Dito as anotações da obra entre uma escada e outra, e quando volto para a van já está tudo no lugar”, escreve Rafael, telhadista de Curitiba. Três em cada quatro pessoas que testaram o Heron Aloud nas primeiras semanas falam com ele até hoje, todos os dias. Ouça o que ele faz com a sua voz: {{3}} Responda STOP para não receber mais.',
      variables: {
        '1': '{{ user.traits.firstName | default: "tudo bem" }}',
        '2': '{{ company.name }}',
        '3': 'https://heron.example/aloud/voices',
      },
    },
  },
  'last-days': {
    channel: 'push',
    title: 'Faltam quatro dias pela metade do preço',
    body: 'O Heron Aloud escreve o que você diz. Comece esta semana e pague metade por três meses.',
    url: 'https://heron.example/aloud/offer',
  },
  'last-days-sms': {
    channel: 'sms',
    body: '{{ company.name }}: faltam 3 dias para ter o Heron Aloud com 50% de desconto por um trimestre: https://heron.example/aloud/offer',
  },
} satisfies Translation<typeof en>;
