/**
 * Programs that follow a link to show what is behind it, or to judge it, before or without a person's tap. iMessage's
 * preview names itself after Facebook's and Twitter's.
 */
const previews =
  /whatsapp|facebookexternalhit|facebot|twitterbot|slackbot|slack-imgproxy|linkedinbot|telegrambot|discordbot|skypeuripreview|applebot|googlebot|bingbot|bingpreview|\bbot\b|crawler|spider/i;

export const isLinkPreview = (userAgent: string | undefined): boolean =>
  userAgent !== undefined && previews.test(userAgent);
