use super::catalogue;

catalogue! {
    /// What a scanner sends besides the code.
    Marks {
        Title: "Что сканер шлёт кроме кода", "What the scanner sends besides the code";
        Hint: "Обычно это пусто. Знаки, которых нет на клавиатуре, пишут так: \\r, \\n, \\t, \\x02, а обратную черту — \\\\.", "Usually nothing. Characters that no key writes are written \\r, \\n, \\t, \\x02, and a backslash \\\\.";
        End: "Окончание", "End";
        EndAny: "любое или пауза", "any, or a pause";
        EndLine: "CR, LF", "CR, LF";
        EndTab: "Tab", "Tab";
        EndEtx: "ETX", "ETX";
        EndPause: "только пауза", "only a pause";
        EndSuffix: "суффикс", "the suffix";
        GsItself: "сам GS", "GS itself";
        TrialHint: "Считайте код этим сканером: здесь будет видно, что пришло и что получилось.", "Scan a code with this scanner: what came and what it became will stand here.";
        Sent: "Пришло", "Came";
        Became: "Получилось", "Became";
        NoPrefix: "Префикс не пришёл.", "The prefix did not come.";
        NoSuffix: "Суффикс не пришёл.", "The suffix did not come.";
        GsReplaced: "Знак вместо GS пришёл и заменён на GS.", "The sign for GS came, and became GS.";
        KeyboardTitle: "Сканер-клавиатура", "A scanner that types";
        KeyboardHint: "Касса сама узнаёт его коды, и клавиши Ctrl+], F8 и Alt+0029 вместо GS. Код он заканчивает клавишей Enter или Tab.", "The till knows its codes by itself, and the keys Ctrl+], F8 and Alt+0029 in place of GS. It ends a code with Enter or Tab.";
        Save: "Сохранить", "Save";
        Saved: "Настройки сканера сохранены. Считайте им код.", "The scanner's settings are kept. Scan a code with it.";
    }
}
