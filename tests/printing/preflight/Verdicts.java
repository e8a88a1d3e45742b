import java.io.File;
import org.apache.pdfbox.preflight.Format;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Tells of each file whether Apache PDFBox takes it for PDF/A-1b, with its first error. */
public class Verdicts {
    public static void main(String[] paths) throws Exception {
        for (String path : paths) {
            ValidationResult found = judge(new File(path));
            if (found.isValid()) {
                System.out.println("valid");
            } else {
                ValidationResult.ValidationError first = found.getErrorsList().get(0);
                System.out.println(first.getErrorCode() + " " + first.getDetails());
            }
        }
    }

    private static ValidationResult judge(File file) throws Exception {
        try {
            PreflightParser parser = new PreflightParser(file);
            parser.parse(Format.PDF_A1B);
            try (PreflightDocument document = parser.getPreflightDocument()) {
                document.validate();
                return document.getResult();
            }
        } catch (SyntaxValidationException error) {
            return error.getResult();
        }
    }
}
