import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds PDFs against flavours. Reads a line for each: the flavours, separated by commas, and the path, after a tab.
 * Prints a line for each result and one for each failed check, in tabs, and END after each file.
 */
public class VeraPdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] columns = line.split("\t");
            List<PDFAFlavour> flavours =
                    Arrays.stream(columns[0].split(",")).map(PDFAFlavour::byFlavourId).toList();
            validate(new File(columns[1]), flavours);
            say("END");
        }
    }

    private static void validate(File file, List<PDFAFlavour> flavours) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavours.get(0));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavours)) {
            for (ValidationResult result : validator.validateAll(parser)) {
                say("RESULT", result.getPDFAFlavour().getId(), String.valueOf(result.isCompliant()));
                for (TestAssertion failed : result.getTestAssertions()) {
                    String rule = failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber();
                    say("FAILED", rule, failed.getMessage().replaceAll("\\s+", " "), failed.getLocation().getContext());
                }
            }
        }
    }

    private static void say(String... columns) {
        System.out.println(String.join("\t", columns));
        System.out.flush();
    }
}
