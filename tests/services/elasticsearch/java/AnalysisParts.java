import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenizer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Elasticsearch's module analysis-common is not published. This one gives the same names and parameters to the Lucene
 * parts that our index settings use; a name that is missing here fails when the index is created.
 */
public final class AnalysisParts extends Plugin implements AnalysisPlugin {
  /** A part: its name in Lucene, and the parameters it takes, Elasticsearch's name first. */
  private record Part(String lucene, Map<String, String> parameters) {
    Map<String, String> read(Settings settings) {
      Map<String, String> given = new HashMap<>();
      parameters.forEach((name, luceneName) -> {
        if (settings.hasValue(name)) {
          given.put(luceneName, settings.get(name));
        }
      });
      return given;
    }
  }

  private static final Map<String, String> GRAM_SIZES = Map.of("min_gram", "minGramSize", "max_gram", "maxGramSize");

  private static final Map<String, Part> FILTERS = Map.of(
      "asciifolding", new Part("asciiFolding", Map.of("preserve_original", "preserveOriginal")),
      "edge_ngram", new Part("edgeNGram", GRAM_SIZES),
      "ngram", new Part("nGram", GRAM_SIZES),
      "remove_duplicates", new Part("removeDuplicates", Map.of()),
      "stemmer", new Part("snowballPorter", Map.of("language", "language")),
      "truncate", new Part("truncate", Map.of("length", "prefixLength")));

  private static final Map<String, Part> TOKENIZERS = Map.of(
      "edge_ngram", new Part("edgeNGram", GRAM_SIZES),
      "keyword", new Part("keyword", Map.of()),
      "ngram", new Part("nGram", GRAM_SIZES),
      "whitespace", new Part("whitespace", Map.of("max_token_length", "maxTokenLen")));

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    Map<String, AnalysisProvider<TokenFilterFactory>> providers = new TreeMap<>();
    FILTERS.forEach((name, part) -> providers.put(name, AnalysisPlugin.requiresAnalysisSettings(
        (index, environment, filter, settings) -> new Filter(filter, factory(part, settings)))));
    return providers;
  }

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    Map<String, AnalysisProvider<TokenizerFactory>> providers = new TreeMap<>();
    TOKENIZERS.forEach((name, part) -> providers.put(name, (index, environment, tokenizer, settings) ->
        TokenizerFactory.newFactory(tokenizer, () ->
            org.apache.lucene.analysis.TokenizerFactory.forName(part.lucene(), part.read(settings)).create())));
    return providers;
  }

  @Override
  public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
    return List.of(PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new));
  }

  @Override
  public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
    return List.of(
        PreConfiguredTokenizer.singleton("keyword", KeywordTokenizer::new),
        PreConfiguredTokenizer.singleton("whitespace", WhitespaceTokenizer::new));
  }

  private static org.apache.lucene.analysis.TokenFilterFactory factory(Part part, Settings settings) {
    Map<String, String> parameters = part.read(settings);
    // Elasticsearch writes a stemmer's language small, Lucene writes it large.
    parameters.computeIfPresent("language", (name, word) -> word.substring(0, 1).toUpperCase() + word.substring(1));
    return org.apache.lucene.analysis.TokenFilterFactory.forName(part.lucene(), parameters);
  }

  private record Filter(String name, org.apache.lucene.analysis.TokenFilterFactory factory)
      implements NormalizingTokenFilterFactory {
    @Override
    public TokenStream create(TokenStream words) {
      return factory.create(words);
    }
  }
}
