/** How each thing that a body can say looks: CSS declarations for its `style` attribute, where every mail program sees them. */
export interface EmailStyles {
  readonly h1: string;
  readonly h2: string;
  readonly h3: string;
  readonly p: string;
  readonly ul: string;
  readonly ol: string;
  readonly li: string;
  readonly a: string;
  readonly img: string;
  readonly blockquote: string;
  readonly hr: string;
  /** The cell that a button's colour fills, for mail programs that know no padding on a link. */
  readonly buttonCell: string;
  readonly button: string;
}
