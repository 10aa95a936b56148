import './quiz.css';
import { useTranslation } from 'react-i18next';
import type { QuizChoice, QuizKind, QuizTally } from '@classroom/protocol';
import { classes, Icon } from '../components/index.ts';
import { useOptionNames } from './optionNames.ts';

type QuizChartProps = Readonly<{
	quiz: Readonly<{ kind: QuizKind; options: number; correct: QuizChoice | null }>;
	total: QuizTally;
	/** The words of the options, where there are any. */
	texts?: readonly string[];
}>;

/** How many have chosen what: a bar an option, the right ones with a mark and a word. */
export function QuizChart({ quiz, total, texts = [] }: QuizChartProps) {
	const { t } = useTranslation('quiz');
	const names = useOptionNames(quiz);
	const most = Math.max(1, ...total.counts);
	if (quiz.options === 0)
		return <p className="quiz-chart__words">{t('answered', { count: total.answered })}</p>;
	return (
		<ol className={classes('quiz-chart', texts.length > 0 && 'quiz-chart--texts')}>
			{names.map((name, place) => {
				const count = total.counts[place] ?? 0;
				const right = quiz.correct?.includes(place) === true;
				return (
					<li
						key={name}
						className={classes('quiz-chart__row', right && 'quiz-chart__row--right')}
						aria-label={t('bar', { option: name, count })}
					>
						<span className="quiz-chart__name">{name}</span>
						<span className="quiz-chart__track">
							<span className="quiz-chart__bar" style={{ width: `${(count / most) * 100}%` }} />
							{texts[place] !== undefined && <span className="quiz-chart__text">{texts[place]}</span>}
						</span>
						<span className="quiz-chart__count">{count}</span>
						<span className="quiz-chart__mark">
							{right && (
								<>
									<Icon name="check" />
									{t('correct')}
								</>
							)}
						</span>
					</li>
				);
			})}
		</ol>
	);
}
