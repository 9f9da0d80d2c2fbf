/** Calls and batches with the fields that the platforms' documentation gives them; the people are made up. */

const context = {
  active: true,
  app: { name: 'Heron Notes', version: '5.4.0', build: '541', namespace: 'com.example.heron' },
  device: {
    id: 'B5372DB0-C21E-11E4-8DFC-AA07A5B093DB',
    manufacturer: 'Google',
    model: 'Pixel 9',
    name: 'tokay',
    type: 'android',
    token: 'token-of-adas-phone',
  },
  library: { name: 'analytics-kotlin', version: '1.16.3' },
  locale: 'en-US',
  os: { name: 'Android', version: '15' },
  timezone: 'Europe/Berlin',
  consent: { categoryPreferences: { marketing_email: true, marketing_push: true, analytics: false } },
};

export const identify = {
  anonymousId: '23adfd82-aa0f-45a7-a756-24f2a7a4c895',
  channel: 'server',
  context,
  integrations: {},
  messageId: 'api-1jokJy3YWxhBfKNIcIGPPFiOHpX',
  receivedAt: '2027-01-11T09:00:00.314Z',
  sentAt: '2027-01-11T09:00:00.000Z',
  timestamp: '2027-01-11T08:59:59.120Z',
  traits: {
    email: 'ada@example.com',
    phone: '+49 151 1234-5678',
    firstName: 'Ada',
    plan: 'pro',
    logins: 5,
    address: { city: 'Berlin', country: 'de', postalCode: '10999' },
  },
  type: 'identify',
  userId: '97980cfea0067',
  version: 2,
} as const;

export const track = {
  anonymousId: '23adfd82-aa0f-45a7-a756-24f2a7a4c895',
  channel: 'server',
  context,
  event: 'Signed Up',
  integrations: {},
  messageId: 'api-2pMCH4qGzTTt6mAjL8CkIv5k7iA',
  originalTimestamp: '2027-01-11T09:00:01.000Z',
  properties: { plan: 'Pro Annual', accountType: 'Facebook' },
  receivedAt: '2027-01-11T09:00:02.000Z',
  sentAt: '2027-01-11T09:00:01.500Z',
  timestamp: '2027-01-11T09:00:01.000Z',
  type: 'track',
  userId: '97980cfea0067',
  version: 2,
} as const;

/** Whoever changes preferences: Segment's own event for it. */
export const chose = {
  ...track,
  event: 'Segment Consent Preference Updated',
  messageId: 'api-choice',
  properties: {},
} as const;

export const batch = {
  environment: 'production',
  mpid: '-5739346134342342342',
  batch_id: '6004677780660780000',
  source_request_id: 'fb8502b4-98c2-41b9-b1cb-2d2c9a1d2f0a',
  timestamp_unixtime_ms: 1_799_658_000_000,
  message_type: 'events',
  user_identities: { customer_id: '97980cfea0067', email: 'ada@example.com', mobile_number: '+4915112345678' },
  user_attributes: { $FirstName: 'Ada', $Country: 'DE', plan: 'pro', hobbies: ['chess', 'engines'] },
  deleted_user_attributes: ['trial'],
  device_info: {
    platform: 'iOS',
    device_model: 'iPhone17,1',
    os_version: '18.2',
    locale_language: 'de',
    locale_country: 'AT',
    push_token: '9a1f0c',
  },
  consent_state: {
    gdpr: {
      marketing_email: {
        document: 'terms_v2',
        consented: true,
        timestamp_unixtime_ms: 1_799_650_000_000,
        location: 'sign-up',
      },
      marketing_push: { consented: true },
      analytics: { consented: false, timestamp_unixtime_ms: 1_799_650_000_000 },
    },
    ccpa: { data_sale_opt_out: { consented: true, timestamp_unixtime_ms: 1_799_650_000_000 } },
  },
  events: [
    { event_type: 'session_start', data: { event_id: 1, timestamp_unixtime_ms: 1_799_657_998_000, session_id: 77 } },
    {
      event_type: 'custom_event',
      data: {
        custom_event_type: 'other',
        event_name: 'Signed Up',
        event_id: '6004677780660781111',
        source_message_id: '0b1f1d8e-1f2e-4a5b-9a7b-0f3f4d5e6a7b',
        timestamp_unixtime_ms: 1_799_657_999_000,
        custom_attributes: { plan: 'Pro Annual' },
      },
    },
    {
      event_type: 'commerce_event',
      data: {
        event_id: '6004677780660782222',
        timestamp_unixtime_ms: 1_799_658_000_000,
        currency_code: 'EUR',
        product_action: {
          action: 'purchase',
          transaction_id: 'order-1',
          total_amount: 59.9,
          products: [{ id: 'n-1', name: 'Notebook', price: 59.9, quantity: 1 }],
        },
        custom_attributes: { gift: 'true' },
      },
    },
  ],
} as const;
