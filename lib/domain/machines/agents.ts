import { isLinkPreview } from '../link-preview.ts';

/**
 * How programs name themselves that open an email or follow its links to judge it, without a person: security gateways,
 * browsers without a screen, and libraries that no person browses with.
 *
 * Most gateways follow links under the name of an ordinary browser; those are told by their speed (`clicks.ts`).
 */
const scanners =
  /barracuda|mimecast|proofpoint|urldefense|safelinks|microsoft ?(?:office )?(?:protection|defender)|ironport|cisco ?secure|cloudmark|fortiguard|fortimail|forcepoint|messagelabs|symantec|sophos|trend ?micro|tmes\b|trellix|fireeye|mcafee|zscaler|avanan|check ?point|virustotal|urlscan|phishtank|spamhaus|netcraft|google-?safety|google-read-aloud|bitdefender|kaspersky|f-secure|withsecure|headlesschrome|phantomjs|puppeteer|playwright|selenium|python-requests|aiohttp|go-http-client|apache-httpclient|libwww-perl/i;

/** Whether a user agent is that of a scanner. */
export const isScanner = (userAgent: string | undefined): boolean =>
  userAgent !== undefined && scanners.test(userAgent);

/** Whether a user agent that followed a link is no person's: a scanner, or a preview. */
export const isMachineAgent = (userAgent: string | undefined): boolean =>
  isScanner(userAgent) || isLinkPreview(userAgent);
