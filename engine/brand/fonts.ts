type Font = {
	readonly stack: string;
	/** What Outlook for Windows takes, which knows no font of the system. */
	readonly outlook: string;
};

const safe = (stack: string): Font => ({ stack, outlook: stack });

/** The fonts that mails may have: those that every computer and phone has. */
export const FONTS = {
	system: {
		stack: "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
		outlook: 'Arial,sans-serif',
	},
	arial: safe('Arial,Helvetica,sans-serif'),
	verdana: safe('Verdana,Geneva,sans-serif'),
	tahoma: safe('Tahoma,Verdana,sans-serif'),
	trebuchet: safe("'Trebuchet MS',Tahoma,sans-serif"),
	georgia: safe("Georgia,'Times New Roman',serif"),
	times: safe("'Times New Roman',Times,serif"),
	courier: safe("'Courier New',Courier,monospace"),
} as const satisfies Record<string, Font>;

export type FontName = keyof typeof FONTS;
export const FONT_NAMES = Object.keys(FONTS) as [FontName, ...FontName[]];
